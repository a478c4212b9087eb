# All of the build; no configure step. Folders and who may use whom: src/LAYERS.
#   make            build/chancery                 make check      the tests on what is built
#   make install    PREFIX=/usr/local DESTDIR=     make format     clang-format in place
#   make SAN=1      ASan and UBSan, in build/san   make sizes      files and functions over budget
#   make fuzz       T=telegram SECONDS=60          bytes of no sense, with invariants
#   make conformance                               vectors of ../shared: passed / all
#   make bench      reading speed (CABLES=N)
#   make bench-peers                               search beside other engines (CABLES=N); installs them
#   make bench-scale                               search at two sizes (CABLES='251287 1000000')
#   make bench-serve                               pages beside nginx, searches (CABLES=N); installs nginx and wrk
#   make leaks      random histories, searched for what is secret (HISTORIES=1000 SEED=1)
#   make leaks-mutations                           the same with one gate removed at a time: each must be noticed
#   make golden     expected files (UPDATE=1 rewrites them)

PREFIX  ?= /usr/local
DESTDIR ?=
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
BUILD   ?= $(if $(SAN),build/san,build)
VERSION := 0.1.0

PACKAGES := sqlite3 libmicrohttpd jansson libutf8proc libzstd nettle libcmark libxml-2.0 libarchive zlib libpcre2-8 libseccomp
CPPFLAGS += -Isrc -include src/base/banned.h -D_GNU_SOURCE -DCHANCERY_VERSION='"$(VERSION)"' \
            $(shell pkg-config --cflags $(PACKAGES))
WARNINGS := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wwrite-strings -Wvla -Wformat=2 -Wno-format-nonliteral
CFLAGS   ?= -O2 -g
CFLAGS   += -std=c17 -ffp-contract=off $(WARNINGS) -fno-strict-aliasing -fstack-protector-strong -fPIE -pthread
LDFLAGS  += -pie -Wl,-z,relro,-z,now,--as-needed -pthread
LDLIBS   += $(shell pkg-config --libs $(PACKAGES)) -lstemmer
ifdef SAN
CFLAGS   += -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
LDFLAGS  += -fsanitize=address,undefined
else
CPPFLAGS += -D_FORTIFY_SOURCE=2
endif

# Rooms, lowest first; only those that have a source today.
ROOMS    := $(foreach r,$(shell sed -n 's/^\([a-z]*\):.*/\1/p' src/LAYERS),$(if $(wildcard src/$r/*.c),$r))
reversed  = $(if $(1),$(call reversed,$(wordlist 2,999,$(1))) $(firstword $(1)))
$(foreach r,$(ROOMS),$(eval MAY_$r := $(filter $(shell sed -n 's/^$r: *//p' src/LAYERS),$(ROOMS))))
# What a folder's tests link: the rooms it may use, and what those rooms use themselves. Lowest first,
# so one step up is enough.
$(foreach r,$(ROOMS),$(eval LINKS_$r := $(sort $r $(foreach m,$(MAY_$r),$(LINKS_$m)))))
# Archives for linking: highest first, so that one pass resolves.
archives  = $(patsubst %,$(BUILD)/lib%.a,$(call reversed,$(filter $(1),$(ROOMS))))

PROGRAM  := $(if $(filter cli,$(ROOMS)),$(BUILD)/chancery)

all: $(PROGRAM) $(call archives,$(ROOMS))

# What is embedded, by the room that uses it.
EMBED_catalog := $(sort $(wildcard data/*.csv))
EMBED_store   := src/store/structure.dict
EMBED_flags   := $(sort $(wildcard data/flags/*.rules))
EMBED_vault   := $(sort $(wildcard src/vault/schema/*.sql))
EMBED_edition := $(sort $(wildcard src/edition/schema/*.sql))
EMBED_curate  := $(sort $(wildcard assets/curate/*.css assets/curate/*.js))
EMBED_pages   := $(sort $(wildcard assets/*.css assets/*.svg assets/*.js assets/*.txt assets/*.json assets/help/*.md))

define room
OBJECTS_$(1) := $$(patsubst src/%.c,$$(BUILD)/obj/%.o,$$(wildcard src/$(1)/*.c)) \
                $$(if $$(EMBED_$(1)),$$(BUILD)/obj/$(1)/embedded.o)
$$(BUILD)/lib$(1).a: $$(OBJECTS_$(1))
	@rm -f $$@
	ar rcs $$@ $$^
$$(BUILD)/gen/$(1)/embedded.c: $$(EMBED_$(1)) tools/embed
	@mkdir -p $$(@D)
	tools/embed $$(EMBED_$(1)) > $$@.new && mv $$@.new $$@
$$(BUILD)/obj/$(1)/embedded.o: $$(BUILD)/gen/$(1)/embedded.c
	@mkdir -p $$(@D)
	$$(CC) $$(CPPFLAGS) $$(CFLAGS) -c $$< -o $$@
TESTS_$(1) := $$(patsubst tests/unit/%.c,$$(BUILD)/tests/%,$$(wildcard tests/unit/$(1)/test_*.c))
$$(TESTS_$(1)): $$(BUILD)/tests/%: tests/unit/%.c $$(call archives,$$(LINKS_$(1)))
	@mkdir -p $$(@D)
	$$(CC) $$(CPPFLAGS) -Itests/unit $$(CFLAGS) -MMD -MP -MF $$@.d $$< -o $$@ $$(LDFLAGS) \
	    $$(call archives,$$(LINKS_$(1))) $$(LDLIBS) -lcmocka
TESTS += $$(TESTS_$(1))
endef
$(foreach r,$(ROOMS),$(eval $(call room,$r)))

# Redaction of what containers give: two rooms that know nothing of each other.
TESTS_between := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/redact/test_*.c))
$(TESTS_between): $(BUILD)/tests/%: tests/%.c $(call archives,$(LINKS_redact) $(LINKS_intake))
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) -MMD -MP -MF $@.d $< -o $@ $(LDFLAGS) \
	    $(call archives,$(LINKS_redact) $(LINKS_intake)) $(LDLIBS) -lcmocka
TESTS += $(TESTS_between)

$(BUILD)/obj/%.o: src/%.c | $(BUILD)/layers-hold
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

$(BUILD)/layers-hold: src/LAYERS tools/check-layers $(wildcard src/*/*.[ch] tests/unit/*/*.[ch])
	@tools/check-layers
	@mkdir -p $(@D) && touch $@

$(BUILD)/chancery: $(call archives,$(ROOMS))
	$(CC) $(CFLAGS) -o $@ $(LDFLAGS) $^ $(LDLIBS)

# bench/: measuring, no part of the program. Programs by name, their parts in one archive.
BENCHES     := $(patsubst %,$(BUILD)/bench/%,generate read measure_sources index_build search_speed similar)
BENCH_ROOMS := $(filter base record catalog flags telegram store edition search,$(ROOMS))
$(BUILD)/bench/%.o: bench/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -I. $(CFLAGS) -MMD -MP -c $< -o $@
$(BUILD)/bench/parts.a: $(filter-out $(BENCHES:=.o),$(patsubst %.c,$(BUILD)/%.o,$(wildcard bench/*.c)))
	@rm -f $@
	ar rcs $@ $^
$(BENCHES): %: %.o $(BUILD)/bench/parts.a $(call archives,$(BENCH_ROOMS))
	$(CC) $(CFLAGS) -o $@ $(LDFLAGS) $^ $(LDLIBS)

bench: $(BENCHES)
	$(BUILD)/bench/read $(CABLES)

# bench/peers: the same questions to other engines; bench/peers/install gets what they need.
PEERS_AT   := $(BUILD)/bench/peers
PEER_PARTS := $(patsubst %,$(PEERS_AT)/%.o,measure common columns)
PEER_ROOMS := $(call archives,base record catalog store edition search)
JARS        = $(wildcard /usr/share/java/lucene-core-8*.jar /usr/share/java/lucene-analyzers-common-8*.jar)
$(PEERS_AT)/groonga.o:  CPPFLAGS += $(shell pkg-config --cflags groonga)
$(PEERS_AT)/postgres.o: CPPFLAGS += $(shell pkg-config --cflags libpq)
$(PEERS_AT)/corpus: $(PEERS_AT)/corpus.o $(PEER_ROOMS)
$(PEERS_AT)/queries: $(patsubst %,$(PEERS_AT)/%.o,queries terms common columns)
$(PEERS_AT)/timed: $(PEERS_AT)/timed.o
$(PEERS_AT)/peer-ours: $(PEERS_AT)/ours.o $(PEER_PARTS) $(PEER_ROOMS)
$(PEERS_AT)/peer-fts5: $(PEERS_AT)/fts5.o $(PEER_PARTS)
$(PEERS_AT)/corpus $(PEERS_AT)/queries $(PEERS_AT)/timed $(PEERS_AT)/peer-ours $(PEERS_AT)/peer-fts5:
	$(CC) $(CFLAGS) -o $@ $(LDFLAGS) $^ $(LDLIBS)
$(PEERS_AT)/peer-groonga: $(PEERS_AT)/groonga.o $(PEER_PARTS)
	$(CC) $(CFLAGS) -o $@ $(LDFLAGS) $^ $(shell pkg-config --libs groonga) $(LDLIBS)
$(PEERS_AT)/peer-postgresql: $(PEERS_AT)/postgres.o $(PEER_PARTS)
	$(CC) $(CFLAGS) -o $@ $(LDFLAGS) $^ $(shell pkg-config --libs libpq)
$(PEERS_AT)/peer-lucene: $(PEERS_AT)/lucene.o $(PEER_PARTS) $(PEERS_AT)/Lucene.class
	$(CC) $(CFLAGS) -o $@ $(LDFLAGS) $(filter %.o,$^)
$(PEERS_AT)/Lucene.class: bench/peers/Lucene.java
	@mkdir -p $(@D)
	javac -Xlint:all -Werror -cp $(subst $() ,:,$(JARS)) -d $(@D) $<
$(PEERS_AT)/xapian.o: bench/peers/xapian.cc bench/peers/columns.h bench/peers/peer.h
	@mkdir -p $(@D)
	$(CXX) -I. -O2 -g -Wall -Wextra -Werror -fPIE -c $< -o $@
$(PEERS_AT)/peer-xapian: $(PEERS_AT)/xapian.o $(PEER_PARTS)
	$(CXX) -o $@ $(LDFLAGS) $^ -lxapian

bench-peers:
	BUILD=$(BUILD) bench/peers/run $(CABLES)
bench-scale:
	BUILD=$(BUILD) bench/scale $(CABLES)
bench-serve: $(PROGRAM) $(BUILD)/bench/generate
	BUILD=$(BUILD) MADE=1 bench/serve/run $(CABLES)

# Does anything leak? tests/leaks/leaks.h
LEAKS_ROOMS := $(call archives,$(LINKS_intake) $(LINKS_review) $(LINKS_site))
$(BUILD)/leaks: $(wildcard tests/leaks/*.[ch]) $(LEAKS_ROOMS)
	$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $(filter %.c,$^) -Wl,--wrap=interrupt_check $(LDFLAGS) $(LEAKS_ROOMS) $(LDLIBS)
leaks: $(BUILD)/leaks
	$(BUILD)/leaks --histories $(or $(HISTORIES),1000) --seed $(or $(SEED),1)
leaks-mutations: $(BUILD)/leaks
	@BUILD=$(BUILD) CC='$(CC)' CPPFLAGS='$(CPPFLAGS)' CFLAGS='$(CFLAGS)' LDFLAGS='$(LDFLAGS)' LDLIBS='$(LDLIBS)' \
	    LEAKS_ROOMS='$(LEAKS_ROOMS)' tests/leaks/mutations $(WORD)

tests: $(TESTS) $(PROGRAM) $(BUILD)/bench/generate $(BUILD)/leaks

check: tests
	BUILD=$(BUILD) tests/run

golden: all
	BUILD=$(BUILD) tests/golden/run

conformance: all
	@BUILD=$(BUILD) tests/conformance/run

# Fuzzers: make fuzz T=telegram SECONDS=60 (T: a format, or any). What crashes is kept in build/fuzz/T.
T       ?= any
SECONDS ?= 60
FUZZER  := $(BUILD)/fuzz/$(T)/fuzzer
$(FUZZER): tests/fuzz/fuzz_intake.c $(wildcard src/*/*.[ch] tests/unit/intake/*.h) all
	@mkdir -p $(@D)
	clang $(CPPFLAGS) -U_FORTIFY_SOURCE -Itests/unit -DFORMAT='"$(T)"' $(CFLAGS) -fsanitize=fuzzer,address,undefined -o $@ \
	    $< $(foreach r,$(LINKS_intake),$(wildcard src/$r/*.c)) $(BUILD)/gen/catalog/embedded.c $(LDLIBS)
fuzz: $(FUZZER)
	tests/fuzz/campaign $(FUZZER) $(T) $(SECONDS)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(BUILD)/chancery $(DESTDIR)$(PREFIX)/bin/chancery
	install -m 644 $(wildcard docs/man/*.1) $(DESTDIR)$(PREFIX)/share/man/man1

format:
	find src tests bench -name '*.[ch]' -not -path '*/node_modules/*' | xargs clang-format -i

sizes:
	@tools/sizes

clean:
	rm -rf build

.PHONY: all tests check leaks leaks-mutations golden conformance bench bench-peers bench-scale bench-serve install format sizes clean
.DELETE_ON_ERROR:
-include $(shell find $(BUILD)/obj $(BUILD)/tests $(BUILD)/bench -name '*.d' 2>/dev/null)
