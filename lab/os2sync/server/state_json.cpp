// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/write_json.hpp"
#include "os2sync/server/lab_json.hpp"

namespace os2sync_lab {
namespace {

using namespace os2sync_model;

class StateWriter {
 public:
  StateWriter(const Model& model, const StateParts& parts) : model_{model}, parts_{parts} {}

  std::string write() {
    json_.begin_object();
    json_.key("now").string(iso(model_.now())).key("profile").string(name_of(model_.profile().version));
    json_.key("next_run").string(iso(model_.scheduler().next_run())).key("errors").number(model_.scheduler().errors());
    if (wanted("queue")) write_queue();
    if (wanted("success")) write_done("success", model_.queue().success());
    if (wanted("failure")) write_done("failure", model_.queue().failure());
    if (wanted("fk")) write_fk();
    if (wanted("calls")) write_calls();
    return json_.end_object().take();
  }

 private:
  bool wanted(std::string_view part) const {
    return parts_.names.empty() || ("," + parts_.names + ",").find("," + std::string{part} + ",") != std::string::npos;
  }
  std::string iso(Moment moment) const { return iso_text(moment, model_.options().utc_offset); }

  void write_row(const QueueRow& row) {
    json_.key("id").number(row.id).key("kind").string(name_of(row.kind));
    json_.key("operation").string(name_of(row.operation)).key("uuid").string(row.uuid).key("cvr").string(row.cvr);
    json_.key("priority").number(row.priority).key("bypass_cache").boolean(row.bypass_cache);
    if (!parts_.payload) return;
    json_.key("payload");
    if (const auto* unit = std::get_if<Unit>(&row.payload)) {
      write_unit(json_, *unit, iso(row.inserted), model_.profile());
    } else if (const auto* user = std::get_if<User>(&row.payload)) {
      write_user(json_, *user, iso(row.inserted), model_.profile());
    } else {
      json_.null();
    }
  }

  void write_queue() {
    json_.key("queue").begin_array();
    for (const QueueRow* row : model_.queue().waiting()) {
      json_.begin_object();
      write_row(*row);
      json_.end_object();
    }
    json_.end_array();
  }

  void write_done(std::string_view name, const std::vector<DoneRow>& rows) {
    json_.key(name).begin_array();
    for (const DoneRow& done : rows) {
      json_.begin_object();
      write_row(done.row);
      json_.key("skipped").boolean(done.skipped).key("parent_only").boolean(done.parent_only);
      json_.key("error").string(done.error).end_object();
    }
    json_.end_array();
  }

  template <typename Record, typename Write>
  void write_shelf(std::string_view kind, const Shelf<Record>& shelf, Write write_record) {
    for (const auto& held : shelf.all()) {
      json_.begin_object().key("kind").string(kind).key("uuid").text(held.record.uuid);
      json_.key("state").string(name_of(held.life)).key("registered_at").string(iso(held.registered));
      if (parts_.payload) {
        json_.key("payload");
        write_record(json_, held.record, iso(held.registered), model_.profile());
      }
      json_.end_object();
    }
  }

  void write_fk() {
    json_.key("fk").begin_object();
    for (const auto& [cvr, municipality] : model_.fk().municipalities()) {
      json_.key(cvr).begin_array();
      write_shelf(name_of(Kind::unit), municipality.units, write_unit);
      write_shelf(name_of(Kind::user), municipality.users, write_user);
      json_.end_array();
    }
    json_.end_object();
  }

  void write_calls() {
    json_.key("calls").begin_array();
    for (const FkCall& call : model_.fk().calls()) {
      json_.begin_object().key("operation").string(name_of(call.operation)).key("kind").string(name_of(call.kind));
      json_.key("cvr").string(call.cvr).key("uuid").string(call.uuid).key("wrote").boolean(call.wrote).end_object();
    }
    json_.end_array();
  }

  const Model& model_;
  const StateParts& parts_;
  JsonWriter json_;
};

}  // namespace

std::string state_json(const Model& model, const StateParts& parts) { return StateWriter{model, parts}.write(); }

std::string journal_json(const Journal& journal, std::size_t since, bool bodies) {
  JsonWriter json;
  json.begin_array();
  const auto& entries = journal.entries();
  for (std::size_t i = since; i < entries.size(); ++i) {
    const JournalEntry& entry = entries[i];
    json.begin_object().key("sequence").number(static_cast<std::int64_t>(i));
    json.key("method").string(entry.method).key("path").string(entry.path).key("query").string(entry.query);
    json.key("uuid").string(entry.uuid).key("status").number(entry.status).key("fault").string(entry.fault);
    if (bodies) json.key("body").string(entry.body);
    json.end_object();
  }
  return json.end_array().take();
}

std::string counters_json(const Journal& journal, const Traffic& traffic, std::size_t held) {
  const auto number = [](auto value) { return static_cast<std::int64_t>(value); };
  JsonWriter json;
  json.begin_object().key("total").number(number(journal.entries().size())).key("requests").begin_object();
  for (const auto& [name, count] : journal.requests()) json.key(name).number(number(count));
  json.end_object().key("statuses").begin_object();
  for (const auto& [status, count] : journal.statuses()) json.key(std::to_string(status)).number(number(count));
  json.end_object();
  json.key("max_concurrent").number(number(traffic.max_requests()));
  json.key("max_concurrent_per_uuid").number(number(traffic.max_requests_per_uuid()));
  json.key("max_connections").number(number(traffic.max_connections()));
  json.key("connections").number(number(traffic.connections())).key("held").number(number(held));
  return json.end_object().take();
}

std::string report_json(const TickReport& report, const Model& model) {
  const auto number = [](auto value) { return static_cast<std::int64_t>(value); };
  JsonWriter json;
  json.begin_object().key("ran").boolean(report.ran).key("evaluated").number(number(report.evaluated));
  json.key("written").number(number(report.written)).key("skipped").number(number(report.skipped));
  json.key("failed").number(number(report.failed)).key("busy").number(number(report.busy));
  json.key("poisoned").number(number(report.poisoned)).key("collapsed").number(number(report.collapsed));
  json.key("queued").number(number(model.queue().size()));
  json.key("now").string(iso_text(model.now(), model.options().utc_offset));
  return json.end_object().take();
}

}  // namespace os2sync_lab
