# syntax=docker/dockerfile:1

FROM eclipse-temurin:25-jdk-noble AS build
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends curl make maven \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# The commit shown in /api; the repository itself is not part of the context.
ARG COMMIT=
# Without the AOT cache, which only fits the Java it is made with: the runtime image makes its own.
RUN --mount=type=cache,target=/root/.m2 \
    JAVA_HOME=$(bin/find-jdk) mvn -B -ntp -q package -DskipTests -Dkern.commit="$COMMIT"

FROM eclipse-temurin:25-jre-noble
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends curl ffmpeg util-linux \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/bin /opt/kern/bin
COPY --from=build /src/kern-server/target/kern/lib /opt/kern/kern-server/target/kern/lib
COPY --from=build /src/LICENSE /opt/kern/
# Before the settings below, so that nothing of this run stays in /core.
RUN /opt/kern/bin/make-aot-cache

ENV CORE_CONFIGFILE=/core/config/config.json \
    CORE_STORAGE_DISK_DIR=/core/data \
    CORE_DB_DIR=/core/config
RUN mkdir -p /core/config /core/data
WORKDIR /core
VOLUME /core/data /core/config
EXPOSE 8080/tcp 8181/tcp 1935/tcp 1936/tcp 6000/udp
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD address=${CORE_ADDRESS:-8080}; curl -fsS -o /dev/null --max-time 3 "http://127.0.0.1:${address##*:}/ping"
ENTRYPOINT ["/opt/kern/bin/kern"]
