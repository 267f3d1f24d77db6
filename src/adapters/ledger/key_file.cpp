// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/key_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/ledger/ledger_file.hpp"
#include "adapters/ledger/schema.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

[[noreturn]] void fail(const std::string& path, Text what, int reason) {
  throw Error{ErrorKind::state,
              Text{"{}: the key of the ledger cannot be {}: {}; check owner and mode of the file and its folder",
                   "{}: hovedbogens nøgle kan ikke {}: {}; se på ejer og rettigheder for filen og dens mappe"},
              path, what, std::strerror(reason)};
}

bool equal(const DigestKey& a, const DigestKey& b) {
  return sodium_memcmp(a.reveal_for_hashing().data(), b.reveal_for_hashing().data(), DigestKey::kSize) == 0;
}

/// What is wrong with the key beside the ledger, when digests depend on it.
Text name_loss(bool present) {
  return present ? Text{"does not belong to this ledger", "hører ikke til denne hovedbog"} : Text{"is lost", "er tabt"};
}

}  // namespace

std::string key_path_of(const std::string& ledger_path) { return ledger_path + ".key"; }

std::optional<DigestKey> read_key_file(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    if (errno == ENOENT) return std::nullopt;
    fail(path, {"read", "læses"}, errno);
  }
  std::array<std::uint8_t, DigestKey::kSize + 1> bytes{};
  const ssize_t length = read(file, bytes.data(), bytes.size());
  const int reason = errno;
  close(file);
  if (length < 0) fail(path, {"read", "læses"}, reason);
  auto key = DigestKey::from_bytes({bytes.data(), static_cast<std::size_t>(length)});
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

void write_key_file(const std::string& path, const DigestKey& key) {
  const std::string temporary = path + ".new";
  const int file = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) fail(path, {"written", "skrives"}, errno);
  const auto bytes = key.reveal_for_hashing();
  errno = ENOSPC;  // a write cut short sets none
  const bool written = fchmod(file, 0600) == 0 &&
                       write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
                       fsync(file) == 0;
  const int reason = errno;
  close(file);
  if (!written || rename(temporary.c_str(), path.c_str()) != 0) {
    const int cause = written ? errno : reason;
    unlink(temporary.c_str());
    fail(path, {"written", "skrives"}, cause);
  }
  sync_directory_of(path);
}

DigestKey settle_key(SQLite::Database& database, const std::string& ledger_path, std::vector<Said>& remarks) {
  const std::string path = key_path_of(ledger_path);
  const std::optional<DigestKey> present = read_key_file(path);
  if (present && make_private(path))
    remarks.push_back(say({"{}: others could read the key; its mode is 0600 now",
                           "{}: andre kunne læse nøglen; dens rettigheder er nu 0600"},
                          path));

  if (const auto embedded = load_embedded_key(database)) {
    if (!present || !equal(*present, *embedded)) write_key_file(path, *embedded);
    tie_to_key(database, *embedded);
    // Until the log is emptied, the key still stands in the file's old pages.
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return *embedded;
  }
  const KeyFit fit = present ? test_key(database, *present) : KeyFit::other;
  if (fit == KeyFit::fits) return *present;
  // A key that the ledger was not yet tied to is that of a run that died between the two.
  if (fit == KeyFit::other && holds_digests(database)) {
    remarks.push_back(say({"{}: the key of the ledger {}; everything is sent once more",
                           "{}: hovedbogens nøgle {}; alt sendes én gang til"},
                          path, name_loss(present.has_value())));
    // Compared by another key every field of every object would seem to change, which a guard takes for an accident.
    forget_digests(database);
  }
  const DigestKey key = present ? *present : DigestKey::make_random();
  if (!present) write_key_file(path, key);
  tie_to_key(database, key);
  return key;
}

DigestKey find_key(SQLite::Database& database, const std::string& ledger_path, std::vector<Said>& remarks) {
  if (auto embedded = load_embedded_key(database)) return *std::move(embedded);
  const std::string path = key_path_of(ledger_path);
  auto present = read_key_file(path);
  if (present && test_key(database, *present) != KeyFit::other) return *std::move(present);
  if (holds_digests(database)) {
    remarks.push_back(say({"{}: the key of the ledger {}; everything counts as changed",
                           "{}: hovedbogens nøgle {}; alt regnes for ændret"},
                          path, name_loss(present.has_value())));
  }
  return DigestKey::make_random();
}

}  // namespace os2sync
