#!/usr/bin/env python3
"""Writes the server's properties from the environment by the rules of Confluent's images.

KAFKA_AUTO_CREATE_TOPICS_ENABLE becomes auto.create.topics.enable (two underscores stay one, three become a dash), ZOOKEEPER_TICK_TIME
becomes tickTime. Variables that are meant for the Java machine and the scripts are left out.
"""
import os
import re
import sys
from pathlib import Path

component = os.environ["COMPONENT"]
prefix = component.upper() + "_"
not_properties = re.compile(r"(HEAP|JMX|GC_LOG|LOG4J|JVM_PERFORMANCE|CUB)_|(OPTS|VERSION|TOOLS_LOG4J_LOGLEVEL)$")
given = {name[len(prefix):]: value for name, value in os.environ.items() if name.startswith(prefix) and not not_properties.match(name[len(prefix):])}


def require(*names):
    for name in names:
        if not given.get(name):
            sys.exit(f"{prefix}{name} is required.")


def dotted(name):
    return re.sub("_+", lambda run: {1: ".", 2: "_"}.get(len(run[0]), "-"), name.lower())


def camel_case(name):
    return re.sub("_(.)", lambda match: match[1].upper(), name.lower())


def everywhere(listener):
    """A listener's name and port, on every address of the container."""
    return re.sub("//.*:", "//0.0.0.0:", listener.strip())


def log_to(stream, level):
    return f"""log4j.rootLogger={level}, console
log4j.appender.console=org.apache.log4j.ConsoleAppender
log4j.appender.console.Target=System.{stream}
log4j.appender.console.layout=org.apache.log4j.PatternLayout
log4j.appender.console.layout.ConversionPattern=[%d] %p %m (%c)%n
"""


if component == "kafka":
    require("ZOOKEEPER_CONNECT", "ADVERTISED_LISTENERS")
    listeners = ",".join(map(everywhere, given["ADVERTISED_LISTENERS"].split(",")))
    properties = {dotted(name): value for name, value in {"LISTENERS": listeners, "LOG_DIRS": "/var/lib/kafka/data", **given}.items()}
else:
    require("CLIENT_PORT")
    properties = {"dataDir": "/var/lib/zookeeper/data", "dataLogDir": "/var/lib/zookeeper/log", "admin.enableServer": "false"}
    properties["forceSync"] = "no"  # nothing here outlives the machine, and a busy disk would keep everybody waiting
    properties.update({camel_case(name): value for name, value in given.items()})

folder = Path("/etc/kafka")
(folder / f"{component}.properties").write_text("".join(f"{name}={value}\n" for name, value in properties.items()))
(folder / "log4j.properties").write_text(log_to("out", os.environ.get("KAFKA_LOG4J_ROOT_LOGLEVEL", "INFO")))
(folder / "tools-log4j.properties").write_text(log_to("err", os.environ.get("KAFKA_TOOLS_LOG4J_LOGLEVEL", "WARN")))
