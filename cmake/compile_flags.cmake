# SPDX-License-Identifier: MPL-2.0
# Warnings, hardening and sanitizers, carried by one INTERFACE target that every target of ours links.
add_library(os2sync_warnings INTERFACE)
target_compile_options(os2sync_warnings INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wimplicit-fallthrough -Wformat=2 -Werror=format-security)
if(OS2SYNC_WERROR)
  target_compile_options(os2sync_warnings INTERFACE -Werror)
endif()

if(OS2SYNC_SANITIZE)
  add_compile_options(-fsanitize=${OS2SYNC_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${OS2SYNC_SANITIZE})
else()
  # The OpenSSF hardening list, as far as GCC 12 knows it and it says something about a program (-z nodlopen does not);
  # tools/check_hardening.py looks for it in the binary.
  add_compile_options(-fstack-clash-protection -fstack-protector-strong -fcf-protection=full
                      -ftrivial-auto-var-init=zero -D_GLIBCXX_ASSERTIONS)
  add_compile_options($<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE>
                      $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=3>)
  add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  include(CheckPIESupported)
  check_pie_supported(LANGUAGES CXX)
endif()

if(OS2SYNC_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()
