// SPDX-License-Identifier: MPL-2.0
/// @file A disk under SQLite that fails, kills the program or loses its power at the N-th operation.
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <sqlite3.h>
#include <unistd.h>

#include "support/temp_dir.hpp"

namespace os2sync::test {

enum class DiskMode {
  sound,
  fail_once,  ///< the N-th operation fails, the next ones work
  full,       ///< from the N-th on, nothing more can be written
  kill,       ///< the program ends before the N-th operation, as by kill -9
  power_cut,  ///< from the N-th on nothing works; then what was not synced is lost, all of it or some
};

/// Counts what SQLite and the ledger's own code ask of the disk. One for the whole process.
class FaultyDisk {
 public:
  static FaultyDisk& get() {
    static FaultyDisk disk;
    return disk;
  }

  /// `reason` is what fsync gives as its errno.
  void arm(DiskMode mode, int at, int reason = EIO) {
    mode_ = mode;
    at_ = at;
    reason_ = reason;
    count_ = 0;
    files_.clear();
    unsynced_.clear();
    renames_.clear();
  }
  void disarm() { mode_ = DiskMode::sound; }
  bool armed() const { return mode_ != DiskMode::sound; }
  int reason() const { return reason_; }
  bool struck() const { return count_ >= at_; }

  /// To be asked before each operation: true = it must fail.
  bool strikes(bool writes) {
    if (mode_ == DiskMode::sound) return false;
    // What only looks leaves nothing behind that a kill or a power cut could catch half done.
    const bool counts = writes || mode_ == DiskMode::fail_once;
    if (!counts) return mode_ == DiskMode::power_cut && count_ >= at_;
    ++count_;
    switch (mode_) {
      case DiskMode::fail_once: return count_ == at_;
      case DiskMode::full: return count_ >= at_;
      case DiskMode::kill:
        if (count_ == at_) _exit(9);
        return false;
      case DiskMode::power_cut: return count_ >= at_;
      case DiskMode::sound: break;
    }
    return false;
  }
  int full_or(int code) const { return mode_ == DiskMode::full ? SQLITE_FULL : code; }

  // What SQLite does to its files, for the power cut.
  void opened(const std::string& path) {
    if (armed() && !files_.contains(path)) files_[path].durable = read_file(path);
  }
  void wrote(const std::string& path, std::size_t offset, std::string bytes) {
    if (armed()) files_[path].pending.push_back({offset, std::move(bytes), false});
  }
  void truncated(const std::string& path, std::size_t size) {
    if (armed()) files_[path].pending.push_back({size, {}, true});
  }
  void synced(const std::string& path) {
    if (!armed()) return;
    File& file = files_[path];
    for (const Change& change : file.pending) apply(change, file.durable);
    file.pending.clear();
  }
  void deleted(const std::string& path) { files_.erase(path); }

  // What the ledger's own code does to its files.
  void wrote_directly(const std::string& path) {
    if (armed()) unsynced_.insert(path);
  }
  void synced_directly(const std::string& path) {
    if (std::filesystem::is_directory(path)) renames_.clear();
    unsynced_.erase(path);
  }
  void renamed(const std::string& from, const std::string& to) {
    if (armed()) renames_.emplace_back(from, to);
  }

  /// Leaves the files as a disk would that had not yet written all it was given. Seed 0 loses all of that.
  void lose_power(unsigned seed) {
    std::mt19937 random{seed};
    for (auto& [path, file] : files_) {
      if (path.ends_with("-shm")) continue;
      for (const Change& change : file.pending) {
        if (seed != 0 && random() % 2 == 0) apply(change, file.durable);
      }
      std::ofstream{path, std::ios::binary | std::ios::trunc} << file.durable;
    }
    for (auto rename = renames_.rbegin(); rename != renames_.rend(); ++rename) {
      if (seed == 0) std::filesystem::rename(rename->second, rename->first);
    }
    for (const std::string& path : unsynced_) {
      if (std::filesystem::exists(path)) std::filesystem::resize_file(path, 0);
    }
    disarm();
  }

 private:
  struct Change {
    std::size_t offset;  ///< or the new size
    std::string bytes;
    bool truncates;
  };
  struct File {
    std::string durable;
    std::vector<Change> pending;
  };

  static void apply(const Change& change, std::string& content) {
    if (change.truncates) {
      content.resize(change.offset);
      return;
    }
    content.resize(std::max(content.size(), change.offset + change.bytes.size()));
    content.replace(change.offset, change.bytes.size(), change.bytes);
  }

  DiskMode mode_ = DiskMode::sound;
  int at_ = 0;
  int reason_ = EIO;
  int count_ = 0;
  std::map<std::string, File> files_;
  std::set<std::string> unsynced_;
  std::vector<std::pair<std::string, std::string>> renames_;
};

/// SQLite's own VFS with the faulty disk under it; the default of every database opened after install().
class FaultyVfs {
 public:
  static void install() {
    static sqlite3_vfs vfs = make();
    sqlite3_vfs_register(&vfs, 1);
  }

 private:
  struct File {
    sqlite3_file base;
    char path[512];
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };
  static File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return file_of(file).real(); }
  static sqlite3_vfs* system() {
    static sqlite3_vfs* const vfs = sqlite3_vfs_find("unix");
    return vfs;
  }
  static FaultyDisk& disk() { return FaultyDisk::get(); }

  static sqlite3_vfs make() {
    sqlite3_vfs vfs = *system();
    vfs.zName = "faulty";
    vfs.szOsFile = static_cast<int>(sizeof(File)) + system()->szOsFile;
    vfs.pNext = nullptr;
    vfs.xOpen = open;
    vfs.xDelete = [](sqlite3_vfs*, const char* path, int sync) {
      if (disk().strikes(true)) return SQLITE_IOERR_DELETE;
      disk().deleted(path);
      return system()->xDelete(system(), path, sync);
    };
    return vfs;
  }

  static int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out) {
    file->pMethods = nullptr;
    if (disk().strikes(false)) return SQLITE_CANTOPEN;
    File& mine = file_of(file);
    std::memset(mine.path, 0, sizeof mine.path);
    if (path != nullptr) std::strncpy(mine.path, path, sizeof mine.path - 1);
    if (path != nullptr) disk().opened(path);
    const int code = system()->xOpen(system(), path, mine.real(), flags, out);
    if (code == SQLITE_OK) file->pMethods = methods();
    return code;
  }

  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods table = [] {
      sqlite3_io_methods io{};
      io.iVersion = 2;
      io.xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); };
      io.xRead = [](sqlite3_file* f, void* out, int size, sqlite3_int64 at) {
        if (disk().strikes(false)) return SQLITE_IOERR_READ;
        return real(f)->pMethods->xRead(real(f), out, size, at);
      };
      io.xWrite = [](sqlite3_file* f, const void* bytes, int size, sqlite3_int64 at) {
        if (disk().strikes(true)) return disk().full_or(SQLITE_IOERR_WRITE);
        disk().wrote(file_of(f).path, static_cast<std::size_t>(at),
                     std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size)));
        return real(f)->pMethods->xWrite(real(f), bytes, size, at);
      };
      io.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
        if (disk().strikes(true)) return SQLITE_IOERR_TRUNCATE;
        disk().truncated(file_of(f).path, static_cast<std::size_t>(size));
        return real(f)->pMethods->xTruncate(real(f), size);
      };
      io.xSync = [](sqlite3_file* f, int flags) {
        if (disk().strikes(true)) return SQLITE_IOERR_FSYNC;
        disk().synced(file_of(f).path);
        (void)flags;
        return SQLITE_OK;  // the disk keeps its own account of what is safe, which spares the real one
      };
      io.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); };
      io.xLock = [](sqlite3_file* f, int level) {
        if (disk().strikes(false)) return SQLITE_IOERR_LOCK;
        return real(f)->pMethods->xLock(real(f), level);
      };
      io.xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); };
      io.xCheckReservedLock = [](sqlite3_file* f, int* out) {
        return real(f)->pMethods->xCheckReservedLock(real(f), out);
      };
      io.xFileControl = [](sqlite3_file* f, int what, void* value) {
        return real(f)->pMethods->xFileControl(real(f), what, value);
      };
      io.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
      // Nothing is promised: neither that writes are atomic nor that they arrive in order.
      io.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };
      io.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
        if (disk().strikes(true)) return SQLITE_IOERR_SHMMAP;
        return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
      };
      io.xShmLock = [](sqlite3_file* f, int offset, int count, int flags) {
        if ((flags & SQLITE_SHM_LOCK) != 0 && disk().strikes(false)) return SQLITE_IOERR_SHMLOCK;
        return real(f)->pMethods->xShmLock(real(f), offset, count, flags);
      };
      io.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
      io.xShmUnmap = [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); };
      return io;
    }();
    return &table;
  }
};

}  // namespace os2sync::test
