// SPDX-License-Identifier: MPL-2.0
// What LeakSanitizer is to overlook in programs with CPython in them: it keeps its types and interned strings until the
// process ends, by design, and its hashlib keeps OpenSSL's. Our own use of OpenSSL is tested in programs without
// Python.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libpython3\nleak:libcrypto\n"; }
