// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sqlite_errors.hpp"

#include <sqlite3.h>

namespace os2sync {
namespace {

std::string_view find_remedy(int code) {
  switch (code) {
    case SQLITE_FULL: return "the disk is full: make room and run again";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return "the file or its directory is read-only: check owner, mode and mount options";
    case SQLITE_CANTOPEN: return "check that its directory exists and that this user may write to it";
    case SQLITE_IOERR: return "the disk or the file system failed, or a quota is used up: check the system's log";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "the ledger is damaged: put a copy from before in its place. Without one, moving it away lets everything "
             "be sent again, but nobody who has left is removed";
    default: return "this should not happen: please report it";
  }
}

}  // namespace

// SQLite's own words carry no bound values, so they may be shown.
Error explain_sqlite_failure(const SQLite::Exception& failure, std::string_view path, std::string_view what) {
  const int code = failure.getErrorCode() & 0xFF;
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
    return Error{ErrorKind::locked,
                 "{}: cannot {} the ledger: another program has it open ({}); close that and run again", path, what,
                 failure.what()};
  }
  return Error{ErrorKind::state,
               "{}: cannot {} the ledger ({}, SQLite code {}); {}",
               path,
               what,
               failure.what(),
               failure.getExtendedErrorCode(),
               find_remedy(code)};
}

}  // namespace os2sync
