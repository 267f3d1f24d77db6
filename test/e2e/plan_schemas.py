# SPDX-License-Identifier: MPL-2.0
"""Real output held against the published schemas in docs/schema."""

import json

import jsonschema

from support import ROOT

FOLDER = ROOT / "docs/schema"


def _load(name):
    schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema


_LINE = _load("plan-line.schema.json")
_DOCUMENT = _load("plan-document.schema.json")
_STORE = {schema["$id"]: schema for schema in (_LINE, _DOCUMENT)}


def _validator(schema):
    resolver = jsonschema.RefResolver(schema["$id"], schema, store=_STORE)
    return jsonschema.Draft202012Validator(schema, resolver=resolver)


def check_lines(text):
    """Every line is of the vocabulary; returns the decoded lines."""
    lines = [json.loads(line) for line in text.splitlines()]
    for line in lines:
        # The line's own definition says what is wrong; the list of all would only say that none fits.
        definition = {"$id": _LINE["$id"], "$ref": f"#/$defs/{line['type']}_line", "$defs": _LINE["$defs"]}
        _validator(definition).validate(line)
        _validator(_LINE).validate(line)
    return lines


def check_document(text):
    document = json.loads(text)
    _validator(_DOCUMENT).validate(document)
    return document
