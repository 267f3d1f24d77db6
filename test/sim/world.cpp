// SPDX-License-Identifier: MPL-2.0
#include "sim/world.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>

#include <fmt/format.h>

#include "adapters/ledger/open_ledger.hpp"
#include "core/error.hpp"
#include "plan/approvable.hpp"
#include "sim/fk_comparison.hpp"
#include "sim/net_fault.hpp"
#include "sim/session.hpp"

namespace os2sync::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kTokenLife{300};

os2sync_model::Options model_options(Chance& chance) {
  os2sync_model::Options options;
  options.version = chance.pick({os2sync_model::Version::v4_3, os2sync_model::Version::v4_4,
                                 os2sync_model::Version::v4_7, os2sync_model::Version::v4_9_1});
  options.api_key = kSimApiKey;
  options.seed = chance.number();
  options.shuffle = chance.percent(50);
  return options;
}

/// A write's subject as the service's own paths and bodies name it; none for reads and probes.
std::optional<Witness::Write> write_of(const os2sync_model::Request& request) {
  const bool of_unit = request.path.starts_with("/api/orgUnit");
  const ObjectKind kind = of_unit ? ObjectKind::unit : ObjectKind::user;
  if (request.method == "DELETE") {
    const auto uuid = Uuid::parse(request.path.substr(request.path.rfind('/') + 1));
    return Witness::Write{true, {kind, uuid.value()}, 0, 0};
  }
  if (request.method != "POST" || request.body == "{}") return std::nullopt;
  const Uuid uuid = Uuid::parse(os2sync_model::peek_uuid(request.body)).value();
  return Witness::Write{false, {kind, uuid}, std::hash<std::string>{}(request.body), 0};
}

/// A 400 for what the request holds, in the words of OS2sync and its databases; no other attempt would fare better.
bool is_refusal(const os2sync_model::Response& answer) {
  constexpr std::array<std::string_view, 3> kTexts{"Data too long", "cannot be null", "is null"};
  return answer.status == 400 && std::ranges::any_of(kTexts, [&](std::string_view text) {
           return answer.body.find(text) != std::string::npos;
         });
}

std::int64_t wall_time(const SimClock& clock) { return clock.now().time_since_epoch().count(); }

os2sync_model::Request as_model_request(const http::Request& request) {
  os2sync_model::Request converted;
  converted.method = request.method;
  constexpr std::string_view kHost = "http://os2sync";
  const std::string target = request.url.substr(kHost.size());
  const auto mark = target.find('?');
  converted.path = target.substr(0, mark);
  if (mark != std::string::npos) converted.query = target.substr(mark + 1);
  for (const std::string& header : request.headers) {
    const auto colon = header.find(": ");
    converted.headers.emplace_back(header.substr(0, colon), header.substr(colon + 2));
  }
  converted.body = request.body;
  return converted;
}

}  // namespace

World::World(const WorldOptions& world_options)
    : chance{world_options.seed},
      clock{chance},
      disk{world_options.folder + "/ledger.db"},
      municipality{chance, mo.truth},
      os2sync{model_options(chance),
              [this] { return std::chrono::time_point_cast<std::chrono::microseconds>(clock.true_time()); }},
      world_options_{world_options},
      next_tick_{clock.true_time()} {
  for (const char* ending : {"", "-wal", "-shm", "-journal", ".key"}) std::filesystem::remove(disk.path() + ending);
  clock.on_pass = [this] { tick_when_due(); };
}

void World::found(int units, int persons) {
  municipality.found(units, persons);
  options.rules = municipality.draw_rules();
  options.plan_rules.top_unit = municipality.top_unit();
  options.plan_rules.autowash = chance.percent(70);
  options.plan_rules.guards.users = {chance.pick<std::size_t>({0, 1, 2, 3, 10}), chance.pick<std::size_t>({0, 5, 20})};
  options.plan_rules.guards.units = {chance.pick<std::size_t>({0, 1, 5}), chance.pick<std::size_t>({0, 5, 30})};
  options.plan_rules.guards.max_shrink_percent = chance.pick<std::size_t>({20, 40, 90});
  options.delivery.reads_per_run = chance.pick<std::size_t>({0, 5, 50});
  options.delivery.list_hours = chance.pick({0, 1, 24});
  options.delivery.max_reposts = chance.pick({1, 3});
  options.send.lanes = 1;
  if (chance.percent(30)) options.send.retry_seconds = {1, 2};
  page_size = static_cast<std::size_t>(chance.between(3, 20));
  mo_connections = static_cast<std::size_t>(chance.between(1, 4));
}

void World::tell(std::string what) {
  // Where the ledger lies is no part of the story: the next telling has another folder.
  if (const auto at = what.find(world_options_.folder); at != std::string::npos)
    what.erase(at, world_options_.folder.size());
  constexpr std::uint64_t kPrime = 1'099'511'628'211ULL;
  for (const char c : what) story_ = (story_ ^ static_cast<unsigned char>(c)) * kPrime;
  if (!world_options_.verbose) return;
  const auto hours = std::chrono::duration<double, std::ratio<3600>>(clock.steady_now().time_since_epoch()).count();
  std::fputs(fmt::format("{:9.4f} h  {}\n", hours, what).c_str(), stdout);
}

// --- time

void World::tick_when_due() {
  // A minute's run after a long time is the same as one for each minute: there is nothing in between.
  constexpr int kMostTicks = 5;
  for (int i = 0; i < kMostTicks && next_tick_ <= clock.true_time(); ++i) {
    next_tick_ = std::max(next_tick_ + std::chrono::minutes{1}, clock.true_time() - std::chrono::minutes{kMostTicks});
    os2sync.tick();
  }
}

void World::let_pass(std::chrono::minutes time) {
  const auto pieces = std::min<std::chrono::minutes::rep>(time.count(), 6);
  for (auto i = pieces; i > 0; --i) clock.pass(time / pieces);
  // A token that was good yesterday is not today; the disk has been looked after.
  disk.make_room();
}

// --- what can happen at any step

void World::step() {
  if (!running_) return;
  ++steps_;
  if (disk.dead()) throw Killed{};
  if (weather_.kill_at == steps_) {
    tell("kill -9");
    disk.die();
    throw Killed{};
  }
  if (weather_.stop_at == steps_) {
    tell("SIGTERM");
    clock.stopped = true;
  }
  if (weather_.rival_at == steps_) meet_rival();
  if (weather_.outage_at == steps_) {
    tell("OS2sync goes away");
    outage_until_ = std::chrono::duration_cast<milliseconds>(clock.steady_now().time_since_epoch() + weather_.outage);
  }
}

void World::meet_rival() {
  tell("another instance is started");
  try {
    const OpenedLedger rival = os2sync::open_ledger(disk.path());
    witness.accuse("two instances had the ledger open for writing");
  } catch (const Error& error) {
    witness.hears(error.what());
    if (error.kind() != ErrorKind::locked) witness.accuse(fmt::format("a second instance saw: {}", error.what()));
  }
}

// --- OS2MO

http::Result World::log_in() {
  const std::string token = fmt::format("token{}", ++tokens_);
  good_tokens_[token] = clock.true_time() + kTokenLife;
  return http::Response{200, "application/json", "",
                        fmt::format(R"({{"access_token":"{}","expires_in":{}}})", token, kTokenLife.count())};
}

bool World::knows_token(const http::Request& request) const {
  constexpr std::string_view kBearer = "Authorization: Bearer ";
  for (const std::string& header : request.headers) {
    if (!header.starts_with(kBearer)) continue;
    const auto token = good_tokens_.find(header.substr(kBearer.size()));
    return token != good_tokens_.end() && clock.true_time() < token->second;
  }
  return false;
}

http::Result World::answer_mo(const http::Request& request) {
  step();
  clock.pass(milliseconds{chance.between(5, 400)});
  NetFault fault;
  if (chance.permille(weather_.mo_permille)) {
    fault = draw_mo_fault(chance);
    tell(fmt::format("OS2MO: {}", fault.name));
    clock.pass(fault.delay);
    if (fault.before) return *fault.instead;
  }
  if (request.url.starts_with("http://auth")) return carry_out(fault, log_in());
  // A token can be taken back at any time.
  if (weather_.mo_permille > 0 && chance.permille(5)) good_tokens_.clear();
  if (!knows_token(request)) {
    return http::Response{200, "application/json", "",
                          R"({"data":null,"errors":[{"message":"User is not authenticated"}]})"};
  }
  PageSpoil spoil;
  if (chance.permille(weather_.lying_permille)) {
    spoil.kind = static_cast<PageSpoil::Kind>(chance.between(1, 6));
    spoil.at = chance.index(1000);
  }
  http::Response response{200, "application/json", "", mo.answer(request.body, spoil)};
  if (mo.omitted_something()) {
    tell("OS2MO: an object is left out of a page");
    witness.lose_track();
  }
  if (chance.permille(weather_.change_permille)) {
    tell("while OS2MO is read: " + municipality.change());
    witness.lose_track();
  }
  return carry_out(fault, std::move(response));
}

// --- OS2sync

http::Result World::answer_sync(const http::Request& request) {
  step();
  clock.pass(milliseconds{chance.between(1, 60)});
  const os2sync_model::Request asked = as_model_request(request);
  std::optional<Witness::Write> write = write_of(asked);
  if (write) write->at = wall_time(clock);
  if (write) witness.sees_write(*write);
  if (clock.steady_now().time_since_epoch() < outage_until_) {
    return http::Failure{http::FailureKind::connect, false, "Connection refused"};
  }
  NetFault fault;
  if (chance.permille(weather_.sync_permille)) {
    fault = draw_sync_fault(chance, asked.method == "DELETE");
    tell(fmt::format("OS2sync: {} {}", fault.name, fault.before ? "before" : "after"));
    clock.pass(fault.delay);
    if (fault.before) return *fault.instead;
  }
  if (weather_.lose_answers && write) {
    fault.instead = http::Failure{http::FailureKind::broken, false, "Recv failure: Connection reset by peer"};
  }
  const os2sync_model::Response answer = os2sync.handle(asked);
  const bool accepted = write && answer.status == 200;
  if (write && !fault.instead && is_refusal(answer)) {
    tell(fmt::format("refused for good: {} {}", name_of(write->object.first), write->object.second));
    witness.sees_refused(*write);
  }
  if (accepted) {
    tell(fmt::format("{} {} {}{}", write->is_delete ? "DELETE" : "POST",
                     write->object.first == ObjectKind::unit ? "unit" : "user", write->object.second,
                     fault.instead ? ", but the answer is lost" : ""));
  }
  http::Result result = carry_out(fault, http::Response{answer.status, answer.content_type, answer.allow, answer.body});
  if (accepted) witness.sees_accepted(*write, !fault.instead);
  step();
  return result;
}

// --- a run

RunEnd World::run_once(const Scope& scope) {
  Session session{*this, world_options_.sabotage};
  SyncOptions chosen = options;
  chosen.plan_rules.scope = scope;
  chosen.send.queue = {options.delivery.pace.per_minute, options.delivery.max_waiting, {}};
  if (world_options_.sabotage == Sabotage::has_no_limit) {
    chosen.plan_rules.guards.users = chosen.plan_rules.guards.units = {1'000'000, 100};
  }
  if (world_options_.sabotage == Sabotage::never_sends_again) chosen.delivery.max_reposts = 0;
  SyncContext context = session.context();
  if (world_options_.sabotage == Sabotage::never_looks) context.deliveries = nullptr;
  last_ = {};
  chosen.check = [this](const PreparedRun& prepared) {
    last_.withheld = prepared.plan.withheld;
    last_.needs_approval = !find_approvable(prepared.plan).empty();
  };
  RunEnd end;
  try {
    const std::unique_ptr<SyncOutcome> outcome = run_sync(context, chosen);
    end.exit_code = outcome->summary.exit_code;
    last_.delivery = outcome->summary.delivery;
    for (const FailedChange& failed : outcome->report.failed) {
      last_.something_failed = last_.something_failed || !(failed.set_aside || failed.postponed);
      witness.hears(failed.why.english);
      witness.hears(failed.why.danish);
    }
    for (const Language language : {Language::danish, Language::english})
      witness.hears(render_run(outcome->summary, language));
    witness.looks_through(render_run_json(outcome->summary), "the summary as JSON");
  } catch (const Error& error) {
    if (world_options_.sabotage == Sabotage::goes_on && error.kind() == ErrorKind::refused)
      session.sink.push(DeleteObject{ObjectKind::user, chance.uuid()});
    throw;
  }
  return end;
}

RunEnd World::run(const Weather& weather, const Scope& scope) {
  weather_ = weather;
  mo.seems_empty = weather.seems_empty;
  steps_ = 0;
  clock.stopped = false;
  clock.step_wall(weather.wall_step);
  good_tokens_.clear();
  if (weather.disk_full) disk.fill_up_after(*weather.disk_full);
  if (weather.disk_kill) disk.die_after(*weather.disk_kill, weather.torn);
  if (weather.fk_looks_absent) {
    os2sync.faults().set(
        {os2sync_model::FaultTarget::fk, os2sync_model::FaultMode::looks_absent, "", std::nullopt, std::nullopt});
  }
  witness.begin_run(mo.truth, options.rules, options.plan_rules, weather.seems_empty, wall_time(clock));
  const std::size_t accepted_before = witness.accepted();
  if (read_instead_) {
    mo.truth = *std::exchange(read_instead_, std::nullopt);
    witness.lose_track();
  }
  running_ = true;
  RunEnd end;
  try {
    end = run_once(scope);
  } catch (const Killed&) {
    end.ending = Ending::killed;
  } catch (const Error& error) {
    end.ending = Ending::failed;
    end.error = error.what();
    end.error_kind = error.kind();
    end.exit_code = exit_code_of(error.kind());
    witness.hears(error.what());
    witness.hears(error.in(Language::danish));
  } catch (const std::exception& error) {
    witness.accuse(fmt::format("an exception that is none of ours: {}", error.what()));
  }
  running_ = false;
  end.writes = witness.accepted() - accepted_before;
  if (disk.dead()) end.ending = Ending::killed;
  if (end.ending == Ending::killed) disk.revive();
  disk.disarm();
  disk.make_room();
  if (weather.fk_looks_absent) os2sync.faults().clear(os2sync_model::FaultTarget::fk);
  mo.seems_empty = false;
  weather_ = {};
  outage_until_ = {};
  tell(end.ending == Ending::killed   ? "the run was killed"
       : end.ending == Ending::failed ? fmt::format("the run failed with {}: {}", end.exit_code, end.error)
                                      : fmt::format("the run ended with {}, {} writes", end.exit_code, end.writes));
  if (end.error_kind == ErrorKind::refused && end.writes > 0) witness.accuse("a refused run wrote something");
  look_at_ledger(end.ending != Ending::killed && !weather.disk_full);
  return end;
}

void World::look_at_ledger(bool completed) {
  witness.looks_through(disk.bytes(), "the ledger");
  try {
    witness.end_run(recall(disk.path()), completed);
  } catch (const Error& error) {
    // Killed while the file was being made: a look cannot roll that back, the next run does.
    tell(error.what());
    if (completed) witness.accuse(fmt::format("the ledger cannot be read: {}", error.what()));
  }
}

}  // namespace os2sync::sim
