package com.mlconnector.bench;

import picocli.CommandLine.Command;

/** What this machine can do. */
@Command(
    name = "bench",
    description = "Measures the gateway on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {IngressCommand.class, ShipmentsCommand.class})
public final class BenchCommand {}
