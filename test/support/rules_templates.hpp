// SPDX-License-Identifier: MPL-2.0
/// @file Templates as plain functions.
#pragma once

#include <functional>

#include "rules/person_templates.hpp"

namespace os2sync::test {

/// A function that is not set is a template that is not configured.
struct FakeTemplates final : PersonTemplates {
  std::function<TemplateAnswer(const PersonContext&)> answer_name;
  std::function<TemplateAnswer(const PersonContext&, const Uuid& fk_uuid)> answer_user_id;

  TemplateAnswer name(const PersonContext& person) const override {
    return answer_name ? answer_name(person) : TemplateAnswer{};
  }
  TemplateAnswer user_id(const PersonContext& person, const Uuid& fk_uuid) const override {
    return answer_user_id ? answer_user_id(person, fk_uuid) : TemplateAnswer{};
  }
};

}  // namespace os2sync::test
