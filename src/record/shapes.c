/* The rows of schema "chancery.record/1" (docs/formats/record.md), struct by struct. */
#include "record/shape.h"

#include <stddef.h>

#define ROW(type, key, kind, member) \
	{ \
		key, MEMBER_##kind, offsetof(struct type, member), NULL, NULL, 0, NULL \
	}
#define PART(type, key, kind, member, of) \
	{ \
		key, MEMBER_##kind, offsetof(struct type, member), &of##_shape, NULL, 0, NULL \
	}
/* A view of the same struct as an object of its own. */
#define VIEW(key, of) \
	{ \
		key, MEMBER_OPTIONAL, 0, &of##_shape, NULL, 0, NULL \
	}
#define DERIVED(key, function) \
	{ \
		key, MEMBER_DERIVED, 0, NULL, NULL, 0, derive_##function \
	}
#define NAMED(type, key, member, function, count) \
	{ \
		key, MEMBER_NAMED, offsetof(struct type, member), NULL, function, count, NULL \
	}
#define SHAPE(type, of) \
	{ \
		of##_members, sizeof of##_members / sizeof *of##_members, sizeof(struct type) \
	}

static Text name_of_record_kind(unsigned value)
{
	return record_kind_name((enum record_kind)value);
}
static Text name_of_block_kind(unsigned value)
{
	return block_kind_name((enum block_kind)value);
}
static Text name_of_reference(unsigned value)
{
	return reference_kind_name((enum reference_kind)value);
}
static Text name_of_note(unsigned value)
{
	return note_name((enum note_kind)value);
}
static Text name_of_section(unsigned value)
{
	return section_name((enum section_kind)value);
}

static Text name_of_metric(unsigned value)
{
	return metric_name((enum metric)value);
}

static Text name_of_tag_rule(unsigned value)
{
	return tag_rule_name((enum tag_rule)value);
}
static Text name_of_tag_confidence(unsigned value)
{
	return tag_confidence_name((enum tag_confidence)value);
}

static const struct member addressee_members[] = {
	ROW(addressee, "plad", FIELD, plad),
	ROW(addressee, "routing_indicator", FIELD, routing_indicator),
	ROW(addressee, "message_number", FIELD, message_number),
	ROW(addressee, "precedence", FIELD, precedence),
	ROW(addressee, "post", TEXT, post),
	ROW(addressee, "line", U32, line),
	ROW(addressee, "zen", BOOL, zen),
	DERIVED("excluded", addressee_excluded),
};
static const struct shape addressee_shape = SHAPE(addressee, addressee);

static const struct member dtg_members[] = {
	ROW(date_time_group, "raw", FIELD, raw),
	ROW(date_time_group, "precedence", FIELD, precedence),
	ROW(date_time_group, "iso", MINUTE, moment),
};
static const struct shape dtg_shape = SHAPE(date_time_group, dtg);

static const struct member julian_members[] = {
	ROW(station_line, "raw", FIELD, julian),
	ROW(station_line, "day_of_year", INT, day_of_year),
	ROW(station_line, "time", CLOCK, day_of_year),
	DERIVED("date", julian_date),
	ROW(station_line, "filed", MOMENT, filed),
};
static const struct shape julian_shape = SHAPE(station_line, julian);

static const struct member header_members[] = {
	ROW(cable_header, "lines", LINES, first_line),
	ROW(cable_header, "span", SPAN, span),
	ROW(cable_header, "partial", BOOL, partial),
	ROW(cable_header, "transmission_id", FIELD, transmission_id),
	ROW(cable_header, "precedence_digraph", FIELD, precedence),
	ROW(cable_header, "precedence", TEXT, precedence_word),
	ROW(cable_header, "routing_indicators", FIELDS, routing_indicators),
	ROW(cable_header, "originating_station_ri", FIELD, de.station),
	ROW(cable_header, "station_serial", FIELD, de.serial),
	ROW(cable_header, "section_suffix", FIELD, de.section),
	PART(cable_header, "julian", OPTIONAL, de, julian),
	ROW(cable_header, "z_signals", FIELDS, signals),
	ROW(cable_header, "fl4_classification", CLASS, signal_classification),
	PART(cable_header, "dtg", OPTIONAL, dtg, dtg),
	PART(cable_header, "from", OPTIONAL, from, addressee),
	PART(cable_header, "to", LIST, to, addressee),
	PART(cable_header, "info", LIST, info, addressee),
	PART(cable_header, "excluded", LIST, excluded, addressee),
	DERIVED("zen", zen),
};
static const struct shape header_shape = SHAPE(cable_header, header);

static const struct member caption_members[] = {
	ROW(caption, "raw", FIELD, raw),
	ROW(caption, "code", TEXT, code),
};
static const struct shape caption_shape = SHAPE(caption, caption);

static const struct member tag_use_members[] = {
	ROW(tag_use, "raw", FIELD, raw),
	ROW(tag_use, "codes", TEXTS, codes),
	ROW(tag_use, "suggested", TEXTS, suggested),
	ROW(tag_use, "name", TEXT, name),
	NAMED(tag_use, "rule", rule, name_of_tag_rule, TAG_RULE_COUNT),
	NAMED(tag_use, "confidence", confidence, name_of_tag_confidence, TAG_HIGH + 1),
};
static const struct shape tag_use_shape = SHAPE(tag_use, tag_use);

static const struct member reference_members[] = {
	NAMED(reference, "kind", kind, name_of_reference, REFERENCE_KINDS),
	ROW(reference, "raw", FIELD, raw),
	ROW(reference, "bullet", TEXT, bullet),
	ROW(reference, "resolved", TEXT, target),
	ROW(reference, "candidates", TEXTS, candidates),
	ROW(reference, "repair", TEXT, repair),
	ROW(reference, "year_inferred", BOOL, year_inferred),
	ROW(reference, "notal", BOOL, notal),
};
static const struct shape reference_shape = SHAPE(reference, reference);

static const struct member marker_members[] = {
	ROW(page_marker, "line", U32, line),
	ROW(page_marker, "text", FIELD, raw),
	ROW(page_marker, "station", FIELD, station),
	ROW(page_marker, "serial", U64, serial),
	ROW(page_marker, "page", U32, page),
	ROW(page_marker, "suffix", TEXT, suffix),
	ROW(page_marker, "of", U32, of),
	ROW(page_marker, "blank_before", U32, blank_before),
	ROW(page_marker, "blank_after", U32, blank_after),
	ROW(page_marker, "joins_sentence", BOOL, joins_sentence),
	ROW(page_marker, "frame", SPAN, furniture),
};
static const struct shape marker_shape = SHAPE(page_marker, marker);

static const struct member block_members[] = {
	NAMED(block, "kind", kind, name_of_block_kind, BLOCK_TABLE + 1),
	ROW(block, "id", TEXT, id),
	ROW(block, "label", TEXT, label),
	ROW(block, "number", TEXT, number),
	ROW(block, "marking", TEXT, marking),
	ROW(block, "inherited", TEXT, inherited),
	ROW(block, "level", U32, level),
	ROW(block, "heading", TEXT, heading),
	ROW(block, "span", SPAN, span),
	ROW(block, "lines", LINES, first_line),
	ROW(block, "end_line", U32, end_line),
	ROW(block, "framed_by_dash_lines", LINES, frame_before),
};
static const struct shape block_shape = SHAPE(block, block);

static Text name_of_redaction(unsigned value)
{
	return redaction_kind_name((enum redaction_kind)value);
}

static const struct member redaction_members[] = {
	NAMED(redaction, "kind", kind, name_of_redaction, REDACTION_KINDS),
	ROW(redaction, "span", SPAN, span),
	ROW(redaction, "reason", TEXT, reason),
	ROW(redaction, "extent", TEXT, extent),
};
static const struct shape redaction_shape = SHAPE(redaction, redaction);

static Text name_of_remark(unsigned value)
{
	return remark_kind_name((enum remark_kind)value);
}

static const struct member classifier_members[] = {
	ROW(classifier, "name", FIELD, name),
	ROW(classifier, "title", TEXT, title),
};
static const struct shape classifier_shape = SHAPE(classifier, classifier);

static const struct member reason_members[] = {
	ROW(class_reason, "section", TEXT, section),
	ROW(class_reason, "letter", TEXT, letter),
};
static const struct shape reason_shape = SHAPE(class_reason, reason);

static const struct member remark_members[] = {
	NAMED(remark, "kind", kind, name_of_remark, REMARK_COMMENT + 1),
	ROW(remark, "span", SPAN, span),
};
static const struct shape remark_shape = SHAPE(remark, remark);

static const struct member attention_members[] = {
	ROW(cable, "raw", FIELD, attention),
	ROW(cable, "offices", FIELDS, offices),
	DERIVED("trailing_comma", trailing_comma),
};
static const struct shape attention_shape = SHAPE(cable, attention);

static const struct member eo_members[] = {
	ROW(cable, "raw", FIELD, executive_order),
	ROW(cable, "order", TEXT, eo_number),
	ROW(cable, "declassify", TEXT, eo_declassify),
	ROW(cable, "not_applicable", BOOL, eo_not_applicable),
	ROW(cable, "declassify_on", MOMENT, declassify_on),
};
static const struct shape eo_shape = SHAPE(cable, eo);

static const struct member signature_members[] = {
	ROW(cable, "raw", FIELD, signature),
	ROW(cable, "line", U32, signature_line),
	DERIVED("surname", surname),
	DERIVED("mixed_case", mixed_case),
};
static const struct shape signature_shape = SHAPE(cable, signature);

static const struct member message_members[] = {
	ROW(cable, "span", SPAN, message),
	ROW(cable, "classification_line", FIELD, classification_line),
	ROW(cable, "classification", CLASS, classification),
	ROW(cable, "effective_classification", CLASS, effective),
	ROW(cable, "section", U32, section),
	ROW(cable, "sections", U32, sections),
	ROW(cable, "station", FIELD, station),
	ROW(cable, "mrn", FIELD, message_number),
	DERIVED("captions", captions),
	DERIVED("captions_unique", captions_unique),
	PART(cable, "caption_uses", LIST, captions, caption),
	VIEW("attention_line", attention),
	VIEW("eo", eo),
	DERIVED("tags", tags),
	PART(cable, "tag_uses", LIST, tags, tag_use),
	ROW(cable, "tags_line", FIELD, tags_line),
	ROW(cable, "subject", FIELD, subject),
	ROW(cable, "references_block", FIELD, references_block),
	PART(cable, "refs", LIST, references, reference),
	ROW(cable, "classified_by", FIELD, classified_by),
	PART(cable, "classifiers", LIST, classifiers, classifier),
	PART(cable, "reasons", LIST, reasons, reason),
	ROW(cable, "drafted_by", FIELD, drafted_by),
	ROW(cable, "approved_by", FIELD, approved_by),
	PART(cable, "remarks", LIST, remarks, remark),
	PART(cable, "page_markers", LIST, markers, marker),
	DERIVED("page_marker_count", marker_count),
	DERIVED("page_marker_mid_paragraph", marker_mid_paragraph),
	DERIVED("headings", headings),
	DERIVED("paragraphs", paragraphs),
	DERIVED("lettered_count", lettered_count),
	DERIVED("lettered_by_heading", lettered),
	DERIVED("dash_bullet_lines", bullet_lines),
	DERIVED("dash_bullet_count", bullet_count),
	DERIVED("false_paragraph_numbers", false_numbers),
	ROW(cable, "false_number_lines", U32S, false_numbers),
	PART(cable, "redactions", LIST, redactions, redaction),
	VIEW("signature", signature),
	ROW(cable, "signers", FIELDS, signers),
	PART(cable, "blocks", LIST, blocks, block),
};
static const struct shape message_shape = SHAPE(cable, message);

static const struct member cable_members[] = {
	DERIVED("reference_id", reference_id),
	PART(cable, "header", OPTIONAL, header, header),
	{ "message", MEMBER_OBJECT, 0, &message_shape, NULL, 0, NULL },
};
const struct shape cable_shape = SHAPE(cable, cable);

static const struct member paragraph_members[] = {
	ROW(narrative_paragraph, "id", TEXT, id),
	ROW(narrative_paragraph, "span", SPAN, span),
	ROW(narrative_paragraph, "lines", LINES, first_line),
};
static const struct shape paragraph_shape = SHAPE(narrative_paragraph, paragraph);

static const struct member section_members[] = {
	NAMED(narrative_section, "name", kind, name_of_section, SECTION_COUNT),
	ROW(narrative_section, "title", FIELD, title),
	ROW(narrative_section, "line", U32, line),
	DERIVED("starts", starts),
	PART(narrative_section, "paragraphs", LIST, paragraphs, paragraph),
};
static const struct shape section_shape = SHAPE(narrative_section, section);

static const struct member country_members[] = {
	ROW(narrative, "printed", FIELD, country),
	ROW(narrative, "name", TEXT, country_name),
	DERIVED("aliases", aliases),
	ROW(narrative, "alias", TEXT, country_alias),
	ROW(narrative, "iso2", TEXT, country_iso2),
	ROW(narrative, "state_tag", TEXT, country_tag),
};
static const struct shape country_shape = SHAPE(narrative, country);

static const struct member fact_members[] = {
	NAMED(narrative_fact, "metric", metric, name_of_metric, METRIC_COUNT),
	DERIVED("value", fact_value),
	ROW(narrative_fact, "low", U32, low),
	ROW(narrative_fact, "high", U32, high),
	DERIVED("year", fact_year),
	ROW(narrative_fact, "year_or_zero", INT, year),
	ROW(narrative_fact, "year_rule", TEXT, year_rule),
	ROW(narrative_fact, "qualifier", TEXT, qualifier),
	ROW(narrative_fact, "derived", TEXT, derived),
	ROW(narrative_fact, "unit", TEXT, unit),
	ROW(narrative_fact, "actor", TEXT, actor),
	ROW(narrative_fact, "compared", BOOL, compared),
	ROW(narrative_fact, "paragraph", TEXT, paragraph),
	ROW(narrative_fact, "number", FIELD, number),
	ROW(narrative_fact, "sentence", FIELD, sentence),
};
static const struct shape fact_shape = SHAPE(narrative_fact, fact);

static const struct member frame_members[] = {
	ROW(narrative_frame, "span", SPAN, span),
};
static const struct shape frame_shape = SHAPE(narrative_frame, frame);

static const struct member narrative_members[] = {
	ROW(narrative, "title", FIELD, title),
	ROW(narrative, "title_line", U32, title_line),
	{ "country", MEMBER_OBJECT, 0, &country_shape, NULL, 0, NULL },
	ROW(narrative, "tier", FIELD, tier),
	ROW(narrative, "tier_code", TEXT, tier_code),
	ROW(narrative, "report_year", INT, year),
	ROW(narrative, "report_year_inferred", BOOL, year_inferred),
	ROW(narrative, "data_years", INTS, data_years),
	PART(narrative, "sections", LIST, sections, section),
	ROW(narrative, "recommendations", FIELDS, recommendations),
	PART(narrative, "frames", LIST, frames, frame),
	ROW(narrative, "role", TEXTS, role),
	ROW(narrative, "trafficking_forms", TEXTS, trafficking_forms),
	ROW(narrative, "destinations_forced_labor", TEXTS, destinations_labor),
	ROW(narrative, "destinations_forced_prostitution", TEXTS, destinations_prostitution),
	ROW(narrative, "transit_from", TEXTS, transit_from),
	ROW(narrative, "transit_to", TEXTS, transit_to),
	PART(narrative, "facts", LIST, facts, fact),
};
const struct shape narrative_shape = SHAPE(narrative, narrative);

static Text name_of_part(unsigned value)
{
	return document_part_name((enum document_part_kind)value);
}

static const struct member part_members[] = {
	NAMED(document_part, "kind", kind, name_of_part, PART_COUNT),
	ROW(document_part, "id", TEXT, id),
	ROW(document_part, "label", TEXT, label),
	ROW(document_part, "span", SPAN, span),
	ROW(document_part, "lines", LINES, first_line),
};
static const struct shape part_shape = SHAPE(document_part, part);

static const struct member document_members[] = {
	ROW(frus_document, "volume", TEXT, volume),
	ROW(frus_document, "xml_id", TEXT, xml_id),
	ROW(frus_document, "subtype", TEXT, subtype),
	ROW(frus_document, "number", TEXT, number),
	ROW(frus_document, "head", FIELD, head),
	ROW(frus_document, "source_note", FIELD, source_note),
	ROW(frus_document, "dateline", FIELD, dateline),
	ROW(frus_document, "date_printed", FIELD, date_printed),
	PART(frus_document, "parts", LIST, parts, part),
};
const struct shape document_shape = SHAPE(frus_document, document);

static const struct member note_members[] = {
	NAMED(note, "note", kind, name_of_note, NOTE_KINDS),
	DERIVED("grade", note_grade),
	DERIVED("phrase", note_phrase),
	ROW(note, "line", U32, line),
	ROW(note, "column", U32, column),
	ROW(note, "excerpt", TEXT, excerpt),
	ROW(note, "span", SPAN, span),
};
static const struct shape note_shape = SHAPE(note, note);

static const struct member article_members[] = {
	ROW(article, "url", FIELD, url),
	ROW(article, "text", FIELD, text),
};
static const struct shape article_shape = SHAPE(article, article);

static const struct member top_box_members[] = {
	ROW(top_box, "reference_id", FIELD, id),
	ROW(top_box, "header_line", U32, header_line),
	ROW(top_box, "row_line", U32, row_line),
	DERIVED("created", box_created),
	DERIVED("released", box_released),
	ROW(top_box, "created_as_written", FIELD, created),
	ROW(top_box, "released_as_written", FIELD, released),
	ROW(top_box, "classification", FIELD, classification),
	ROW(top_box, "origin", FIELD, origin),
	PART(top_box, "articles", LIST, articles, article),
};
static const struct shape top_box_shape = SHAPE(top_box, top_box);

static const struct member alias_members[] = {
	ROW(alias, "id", TEXT, id),
	ROW(alias, "reason", TEXT, reason),
};
static const struct shape alias_shape = SHAPE(alias, alias);

static const struct member record_members[] = {
	DERIVED("schema", schema),
	NAMED(record, "kind", kind, name_of_record_kind, RECORD_KINDS),
	ROW(record, "id", TEXT, id),
	ROW(record, "title", TEXT, title),
	ROW(record, "created", MOMENT, created),
	ROW(record, "released_stated", MOMENT, stated_release),
	ROW(record, "classification", CLASS, classification),
	ROW(record, "origin", TEXT, origin),
	ROW(record, "tags", TEXTS, tags),
	ROW(record, "captions", TEXTS, captions),
	ROW(record, "countries", TEXTS, countries),
	ROW(record, "references", TEXTS, references),
	PART(record, "aliases", LIST, aliases, alias),
	PART(record, "top_box", OPTIONAL, top_box, top_box),
	PART(record, "cable", FLAT, cable, cable),
	PART(record, "narrative", FLAT, narrative, narrative),
	PART(record, "document", FLAT, document, document),
	PART(record, "notes", LIST, notes, note),
	DERIVED("file_lines", file_lines),
	DERIVED("last_line_has_newline", last_newline),
	ROW(record, "shifts", SHIFTS, transcript.shifts),
};
const struct shape record_shape = SHAPE(record, record);

size_t member_item_size(const struct member *member)
{
	switch (member->kind) {
	case MEMBER_LIST:
		return member->shape->size;
	case MEMBER_TEXTS:
		return sizeof(Text);
	case MEMBER_FIELDS:
		return sizeof(Field);
	case MEMBER_SHIFTS:
		return sizeof(struct shift);
	default:
		return sizeof(uint32_t);
	}
}
