// SPDX-License-Identifier: MPL-2.0
#include "adapters/jinja/python.hpp"

#include <mutex>
#include <stdexcept>

#include <pybind11/embed.h>

#include "core/error.hpp"

namespace os2sync::jinja {
namespace {

void start() {
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.install_signal_handlers = 0;
  config.write_bytecode = 0;
  // The same input gives the same bytes: sets of texts come in the same order in every process.
  config.use_hash_seed = 1;
  config.hash_seed = 0;
  // Otherwise Python looks for itself on PATH, and another one may stand there first.
  const PyStatus status = PyConfig_SetBytesString(&config, &config.program_name, OS2SYNC_PYTHON);
  if (PyStatus_Exception(status)) {
    PyConfig_Clear(&config);
    throw std::runtime_error{status.err_msg};
  }
  pybind11::initialize_interpreter(&config, 0, nullptr, false);
  PyEval_SaveThread();
}

}  // namespace

void start_python() {
  // Never stopped again: Python cannot be restarted within a process, and its memory goes with the process.
  static std::once_flag started;
  try {
    std::call_once(started, start);
  } catch (const std::runtime_error& fault) {
    throw Error{ErrorKind::settings,
                Text{"os2sync.templates: Python cannot be started ({}); install the packages python3 and "
                     "python3-jinja2",
                     "os2sync.templates: Python kan ikke startes ({}); installér pakkerne python3 og python3-jinja2"},
                fault.what()};
  }
}

}  // namespace os2sync::jinja
