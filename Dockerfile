# Build the distribution first (mvn -B verify), then: docker build -t ml-connector .
# Any image with a Java 25 on glibc will do as the base; Netty's native code is not built for musl.
ARG BASE=eclipse-temurin:25-jre

# Our own jar apart from the others, so that a new version of it is one small layer.
FROM ${BASE} AS split
COPY target/ml-connector /dist
RUN mkdir /own && mv /dist/lib/ml-connector-*.jar /own/

FROM ${BASE}
RUN groupadd --system --gid 10001 ml-connector \
 && useradd --system --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin ml-connector

# What changes least comes first.
COPY --from=split /dist/lib/ /opt/ml-connector/lib/
COPY --from=split /dist/conf/ /opt/ml-connector/conf/
COPY --from=split /dist/bin/ /opt/ml-connector/bin/
COPY --from=split /own/ /opt/ml-connector/lib/

WORKDIR /opt/ml-connector
USER 10001:10001
# The management port must be reachable from outside the container, by health checks for one.
ENV ML_MANAGEMENT_HOST=0.0.0.0
EXPOSE 8080 8081

# The launcher hands over to Java with exec, so the signal reaches it.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/ml-connector/bin/ml-connector"]
CMD ["run"]
