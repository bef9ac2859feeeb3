package com.mlconnector.support;

import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Postgres in a container, where an engine answers; it ends with the JVM. */
final class ContainerServer {
  private static final String IMAGE = "postgres:17";

  private ContainerServer() {}

  // The container must outlive this method: it serves every test of the JVM.
  @SuppressWarnings("resource")
  static TestServer start() {
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "-Dtest.database=testcontainers: no Docker engine answers, so database tests are skipped");
    PostgreSQLContainer container =
        new PostgreSQLContainer(IMAGE).withUsername("postgres").withPassword("owner");
    container.start();
    return new TestServer(
        container.getHost(),
        container.getFirstMappedPort(),
        container.getDatabaseName(),
        "postgres",
        "owner",
        true);
  }
}
