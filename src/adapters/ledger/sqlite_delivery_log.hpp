// SPDX-License-Identifier: MPL-2.0
/// @file What became of accepted changes, in the ledger's SQLite file.
#pragma once

#include <memory>

#include "adapters/ledger/ledger_database.hpp"
#include "ports/delivery_log.hpp"

namespace os2sync {

/// Over the ledger's database; open_ledger.hpp makes it. For one thread at a time. Fails as SqliteLedger does.
class SqliteDeliveryLog final : public DeliveryLog {
 public:
  explicit SqliteDeliveryLog(std::shared_ptr<LedgerDatabase> ledger);

  std::vector<Delivery> load() override;
  void record(std::span<const Delivery> deliveries) override;
  std::optional<std::int64_t> lists_compared_at() override;
  void record_lists_compared(std::int64_t time) override;

 private:
  std::shared_ptr<LedgerDatabase> shared_;
  const std::string& path_;
  SQLite::Database& database_;
};

}  // namespace os2sync
