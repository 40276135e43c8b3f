# Kern: two commands are enough to begin with, `make run` and `make test`.
# The tools that are missing are installed (as root on Debian or Ubuntu) or named.

ONLY ?=
ADDRESS ?= :8080
RUN_DIR := run

# Maven itself may run on an older Java (toolchains find the right one), but the formatter needs a new one.
MVN = JAVA_HOME=$$(bin/find-jdk) MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED" mvn -B -ntp $(MVN_OPTIONS)
COMMIT = $(shell git rev-parse --short HEAD 2>/dev/null)

# For the native transport of the network library.
BENCH_FLAGS = --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow

SECONDS_OF_CHURN ?= 600
SEED ?= 4711

.PHONY: run build test churn delay bench format clean tools-build tools-run tools-test tools-bench

## Build, and start a server with a live test pattern on an empty database.
run: tools-run build
	@mkdir -p $(RUN_DIR)
	@echo
	@echo "  Open     http://localhost:$(lastword $(subst :, ,$(ADDRESS)))/                          live picture"
	@echo "           http://localhost:$(lastword $(subst :, ,$(ADDRESS)))/api/swagger/index.html    API documentation"
	@echo "  Files    $(abspath $(RUN_DIR))"
	@echo "  Stop     Ctrl-C"
	@echo
	@cd $(RUN_DIR) && CORE_WEBRTC_ENABLE=$${CORE_WEBRTC_ENABLE:-true} CORE_ADDRESS=$${CORE_ADDRESS:-$(ADDRESS)} KERN_DEMO=true exec ../bin/kern

## Compile everything, without tests, into kern-server/target/kern.
build: tools-build
	@rm -rf kern-server/target/kern/lib
	@$(MVN) -q package -DskipTests -Dkern.commit=$(COMMIT)
	@bin/make-aot-cache

## The whole suite: unit, contract, end to end with FFmpeg and a browser, and the static checks.
## A test that fails is tried once more; if it passes then, the report calls it flaky.
test: tools-test
	$(MVN) verify -Dsurefire.rerunFailingTestsCount=1

## Ten minutes of random operations on processes: make churn, or make churn SECONDS_OF_CHURN=60 SEED=1.
churn: tools-test
	$(MVN) test -pl kern-server -am -Dtest=ChurnTest -Dsurefire.failIfNoSpecifiedTests=false \
	    -Dkern.churn.seconds=$(SECONDS_OF_CHURN) -Dkern.churn.seed=$(SEED)
	@grep -h 'steps with seed' kern-server/target/surefire-reports/*ChurnTest-output.txt

## How old is the picture a browser shows by WebRTC?
delay: tools-test
	$(MVN) test -pl kern-server -am -Dtest=GlassToGlassTest -Dsurefire.failIfNoSpecifiedTests=false
	@grep -h '^glass to glass' kern-server/target/surefire-reports/*GlassToGlassTest-output.txt

## Numbers, next to nginx: make bench, or make bench ONLY=segment.
bench: tools-bench build
	@$$(bin/find-jdk)/bin/java $(BENCH_FLAGS) \
	    -cp "kern-bench/target/classes:kern-server/target/kern/lib/*" media.kern.bench.Main $(ONLY)

## Format the sources.
format: tools-build
	$(MVN) -q spotless:apply

clean:
	$(MVN) -q clean

tools-build:
	@bin/install-tools maven java
tools-run: tools-build
	@bin/install-tools ffmpeg util-linux
tools-test: tools-build
	@bin/install-tools ffmpeg util-linux chromium aiortc gstreamer nginx-rtmp pebble openssl curl
	@bin/install-dashjs
tools-bench: tools-build
	@bin/install-tools ffmpeg util-linux nginx nginx-rtmp openssl
