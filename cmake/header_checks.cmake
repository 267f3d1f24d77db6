# SPDX-License-Identifier: MPL-2.0
# Every header is compiled alone once, so that none leans on what its users happen to include.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/src/*.hpp)
set(check_sources "")
foreach(header IN LISTS headers)
  string(REPLACE "/" "_" name "${header}")
  set(source ${CMAKE_BINARY_DIR}/header_checks/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n")
  list(APPEND check_sources ${source})
endforeach()
add_library(header_checks OBJECT ${check_sources})
target_include_directories(header_checks PRIVATE ${CMAKE_SOURCE_DIR}/src)
target_link_libraries(header_checks PRIVATE os2sync_warnings fmt::fmt simdjson::simdjson nlohmann_json::nlohmann_json
                      CURL::libcurl SQLiteCpp spdlog::spdlog CLI11::CLI11 PkgConfig::sodium pybind11::embed)
