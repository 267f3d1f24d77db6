// SPDX-License-Identifier: MPL-2.0
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/read_wanted.hpp"
#include "commands/invocation.hpp"
#include "render/data_report.hpp"

namespace os2sync {
namespace {

struct ReportOptions {
  std::string format = "text";
  std::string file;
};

std::string render(const DataReport& report, const ReportOptions& options, Language language, std::size_t width) {
  if (options.format == "csv") return render_report_csv(report, language);
  if (options.format == "html") return render_report_html(report, language);
  return render_report_text(report, language, width);
}

int report_data(const GlobalOptions& options, const ReportOptions& report, Toolbox& toolbox) {
  const LoadedSettings loaded = toolbox.load_settings(options);
  toolbox.start(options, loaded);
  const auto templates = toolbox.open_templates(loaded.settings, options.language);
  const std::unique_ptr<Source> source = toolbox.open_source(loaded.settings);
  const ReadWanted read = read_for_report(*source, loaded.settings.rules, templates.get(), toolbox.observer());
  toolbox.finish_progress();
  const std::string text = render(make_data_report(read.snapshot, read.wanted.findings), report, options.language,
                                  report.file.empty() ? toolbox.width() : 80);
  if (report.file.empty()) {
    toolbox.print(text);
  } else {
    toolbox.write_file(report.file, text);
  }
  return 0;
}

}  // namespace

void add_report_command(CLI::App& app, Invocation& invocation) {
  auto* command = app.add_subcommand("report", "What to mend in OS2MO, by unit");
  auto report = std::make_shared<ReportOptions>();
  command->add_option("--format", report->format, "text, csv or html")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "csv", "html"}).description(""));
  command->add_option("--out", report->file, "File to write, for the owner alone to read")->type_name("FILE");
  command->callback([&invocation, report] {
    invocation.run = [&options = invocation.options, report](Toolbox& toolbox) {
      return report_data(options, *report, toolbox);
    };
  });
}

}  // namespace os2sync
