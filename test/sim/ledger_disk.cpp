// SPDX-License-Identifier: MPL-2.0
#include "sim/ledger_disk.hpp"

#include <array>
#include <cstring>
#include <filesystem>
#include <new>

#include <sqlite3.h>

#include "support/temp_dir.hpp"

namespace os2sync::sim {
namespace {

LedgerDisk* the_disk = nullptr;
sqlite3_vfs* real_system = nullptr;

/// SQLite's handle of an open file, with the real one behind it in the same block of memory.
struct ShimFile {
  sqlite3_file base;
  sqlite3_file* real;
};
sqlite3_file* real_of(sqlite3_file* file) { return reinterpret_cast<ShimFile*>(file)->real; }

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
  sqlite3_file* const real = real_of(file);
  switch (the_disk == nullptr ? LedgerDisk::Fate::write : the_disk->decide_write()) {
    case LedgerDisk::Fate::write: return real->pMethods->xWrite(real, data, size, at);
    case LedgerDisk::Fate::no_room: return SQLITE_FULL;
    case LedgerDisk::Fate::tear:
      real->pMethods->xWrite(real, data, size / 2, at);
      the_disk->die();
      return SQLITE_IOERR_WRITE;
    case LedgerDisk::Fate::dead: break;
  }
  return SQLITE_IOERR_WRITE;
}
int close(sqlite3_file* file) {
  sqlite3_file* const real = real_of(file);
  return real->pMethods == nullptr ? SQLITE_OK : real->pMethods->xClose(real);
}
int read(sqlite3_file* file, void* data, int size, sqlite3_int64 at) {
  return real_of(file)->pMethods->xRead(real_of(file), data, size, at);
}
int truncate(sqlite3_file* file, sqlite3_int64 size) { return real_of(file)->pMethods->xTruncate(real_of(file), size); }
int sync(sqlite3_file*, int) { return SQLITE_OK; }
int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int lock(sqlite3_file* file, int level) { return real_of(file)->pMethods->xLock(real_of(file), level); }
int unlock(sqlite3_file* file, int level) { return real_of(file)->pMethods->xUnlock(real_of(file), level); }
int check_lock(sqlite3_file* file, int* result) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), result);
}
int control(sqlite3_file* file, int what, void* argument) {
  return real_of(file)->pMethods->xFileControl(real_of(file), what, argument);
}
int sector_size(sqlite3_file* file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }
int traits(sqlite3_file* file) { return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file)); }
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
  return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, memory);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return real_of(file)->pMethods->xShmUnmap(real_of(file), remove); }

constexpr sqlite3_io_methods kMethods{2,        close,       read,       write,   truncate,    sync,   file_size,
                                      lock,     unlock,      check_lock, control, sector_size, traits, shm_map,
                                      shm_lock, shm_barrier, shm_unmap,  nullptr, nullptr};

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
  auto* const shim = new (file) ShimFile{};
  shim->real = reinterpret_cast<sqlite3_file*>(shim + 1);
  std::memset(shim->real, 0, static_cast<std::size_t>(real_system->szOsFile));
  const int code = real_system->xOpen(real_system, name, shim->real, flags, out);
  shim->base.pMethods = code == SQLITE_OK ? &kMethods : nullptr;
  return code;
}
int remove_file(sqlite3_vfs*, const char* name, int sync_directory) {
  if (the_disk != nullptr && the_disk->dead()) return SQLITE_IOERR_DELETE;
  return real_system->xDelete(real_system, name, sync_directory);
}

void register_shim() {
  static sqlite3_vfs shim;
  if (real_system != nullptr) return;
  real_system = sqlite3_vfs_find(nullptr);
  shim = *real_system;
  shim.zName = "simulated";
  shim.szOsFile = static_cast<int>(sizeof(ShimFile)) + real_system->szOsFile;
  shim.xOpen = open;
  shim.xDelete = remove_file;
  sqlite3_vfs_register(&shim, 1);
}

constexpr std::array kEndings{"", "-wal", "-journal", ".key"};

}  // namespace

LedgerDisk::LedgerDisk(std::string path) : path_{std::move(path)} {
  register_shim();
  the_disk = this;
}

LedgerDisk::~LedgerDisk() { the_disk = nullptr; }

LedgerDisk::Fate LedgerDisk::decide_write() {
  if (dead_) return Fate::dead;
  if (dead_after_ && --*dead_after_ < 0) {
    if (torn_) return Fate::tear;
    die();
    return Fate::dead;
  }
  if (full_after_ && --*full_after_ < 0) full_ = true;
  return full_ ? Fate::no_room : Fate::write;
}

void LedgerDisk::die() {
  if (dead_) return;
  dead_ = true;
  left_.clear();
  for (const char* ending : kEndings) {
    if (std::filesystem::exists(path_ + ending)) left_[path_ + ending] = test::read_file(path_ + ending);
  }
}

void LedgerDisk::revive() {
  for (const char* ending : kEndings) {
    const std::string name = path_ + ending;
    if (left_.contains(name)) {
      test::write_file(name, left_.at(name));
    } else {
      std::filesystem::remove(name);
    }
  }
  std::filesystem::remove(path_ + "-shm");
  left_.clear();
  dead_ = false;
  dead_after_.reset();
  make_room();
}

std::string LedgerDisk::bytes() const {
  std::string all;
  for (const char* ending : kEndings) {
    if (std::filesystem::exists(path_ + ending)) all += test::read_file(path_ + ending);
  }
  return all;
}

}  // namespace os2sync::sim
