// SPDX-License-Identifier: MPL-2.0
/// @file The disk below the ledger: full at the n-th write, or taken away at the n-th write as by kill -9.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace os2sync::sim {

/// Stands between SQLite and the file system for one ledger. One at a time; the first one registers itself as SQLite's
/// default file system. Nothing waits for the disk: what a power cut takes is no subject here.
class LedgerDisk {
 public:
  explicit LedgerDisk(std::string path);
  ~LedgerDisk();
  LedgerDisk(const LedgerDisk&) = delete;
  LedgerDisk& operator=(const LedgerDisk&) = delete;

  const std::string& path() const { return path_; }

  /// The n-th write from now on finds no room, and so do all after it until make_room().
  void fill_up_after(int writes) { full_after_ = writes; }
  void make_room() {
    full_after_.reset();
    full_ = false;
  }
  /// The process dies at the n-th write from now on; `torn` = half of that write reaches the file.
  void die_after(int writes, bool torn) {
    dead_after_ = writes;
    torn_ = torn;
  }
  /// The process dies now: whatever its destructors still write is undone by revive().
  void die();
  bool dead() const { return dead_; }
  /// Puts the files back to what they were when the process died; to be called when everything is closed.
  void revive();
  void disarm() { dead_after_.reset(); }

  /// All bytes of the ledger, its log included.
  std::string bytes() const;

  /// For the file system only.
  enum class Fate { write, no_room, dead, tear };
  Fate decide_write();

 private:
  std::string path_;
  std::optional<int> full_after_;
  std::optional<int> dead_after_;
  bool full_ = false;
  bool torn_ = false;
  bool dead_ = false;
  std::map<std::string, std::string> left_;  ///< file name -> content at the moment of death
};

}  // namespace os2sync::sim
