// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/sqlite_errors.hpp"

#include <string>

#include <sqlite3.h>

#include "core/mask.hpp"

namespace os2sync {
namespace {

Text find_remedy(int code) {
  switch (code) {
    case SQLITE_FULL: return {"the disk is full: make room and run again", "disken er fuld: skaf plads, og kør igen"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {"the file or its directory is read-only: check owner, mode and mount options",
              "filen eller dens mappe kan kun læses: se på ejer, rettigheder og mount"};
    case SQLITE_CANTOPEN:
      return {"check that its directory exists and that this user may write to it",
              "se efter, at mappen findes, og at denne bruger må skrive i den"};
    case SQLITE_IOERR:
      return {"the disk or the file system failed, or a quota is used up: check the system's log",
              "disken eller filsystemet svigtede, eller en kvote er brugt op: se i systemets log"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {
          "the ledger is damaged: put a copy from before in its place. Without one, moving it away lets everything "
          "be sent again, but nobody who has left is removed",
          "hovedbogen er beskadiget: læg en tidligere kopi på dens plads. Uden en kopi kan den flyttes væk, så alt "
          "sendes igen, men ingen, der er fratrådt, bliver slettet"};
    default: return {"this should not happen: please report it", "det burde ikke ske: meld det gerne"};
  }
}

}  // namespace

// SQLite's own words carry no bound values. Of a damaged file they may repeat any bytes: page numbers, names of tables.
Error explain_sqlite_failure(const SQLite::Exception& failure, std::string_view path, Text what) {
  const int code = failure.getErrorCode() & 0xFF;
  const std::string words = mask_cpr(failure.what());
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
    return Error{ErrorKind::locked,
                 Text{"{}: cannot {} the ledger: another program has it open ({}); close that and run again",
                      "{}: hovedbogen kan ikke {}: et andet program har den åben ({}); luk det, og kør igen"},
                 path, what, words};
  }
  return Error{
      ErrorKind::state,
      Text{"{}: cannot {} the ledger ({}, SQLite code {}); {}", "{}: hovedbogen kan ikke {} ({}, SQLite-kode {}); {}"},
      path,
      what,
      words,
      failure.getExtendedErrorCode(),
      find_remedy(code)};
}

}  // namespace os2sync
