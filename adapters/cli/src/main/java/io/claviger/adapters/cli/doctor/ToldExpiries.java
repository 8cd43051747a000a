package io.claviger.adapters.cli.doctor;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The certificates that no file has and no stranger is shown, as this machine's control plane tells
 * of them on its port for metrics: of its ports, its authorities, and the ssls. Of ssls, only what
 * is not well is told.
 */
record ToldExpiries(Optional<String> told) {
  private static final Pattern LINE =
      Pattern.compile(
          "claviger_(server|authority|ssl)_certificate_expire_time_seconds\\{(.*)\\} (\\S+)");
  private static final Pattern LABEL = Pattern.compile("=\"((?:[^\"\\\\]|\\\\.)*)\"");

  List<Finding> look(Expiry expiry) {
    return told.map(text -> findings(text, expiry))
        .orElseGet(
            () ->
                List.of(
                    unknown(
                        "that of the data-plane port and those of the authorities were not looked"
                            + " at, because no control plane tells of them")));
  }

  private static List<Finding> findings(String text, Expiry expiry) {
    List<Finding> findings =
        new ArrayList<>(text.lines().flatMap(line -> finding(line, expiry).stream()).toList());
    if (!tells(text, "server")) {
      findings.add(unknown("those of the ports are not told of; ask again"));
    }
    if (!text.contains("\nclaviger_authority_certificate_expire_time_seconds{")) {
      findings.add(
          unknown(
              "those of the authorities and the ssls are not told of, as while the control plane is"
                  + " sealed; ask again once it is ready"));
    } else if (!tells(text, "ssl")) {
      findings.add(unknown("those of the ssls could not be told in time; ask again"));
    }
    return findings;
  }

  /** A family of which there is none has its type; one that could not be read has nothing. */
  private static boolean tells(String text, String whose) {
    return text.contains("claviger_" + whose + "_certificate_expire_time_seconds");
  }

  private static Finding unknown(String text) {
    return Finding.warning(Expiry.SUBJECT, text);
  }

  private static Optional<Finding> finding(String line, Expiry expiry) {
    Matcher told = LINE.matcher(line);
    if (!told.matches()) {
      return Optional.empty();
    }
    String place = place(told.group(1), told.group(2));
    try {
      Instant end = Instant.ofEpochSecond((long) Double.parseDouble(told.group(3)));
      return Optional.of(expiry.of(place, end))
          .filter(found -> !told.group(1).equals("ssl") || found.level() != Finding.Level.OK);
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.of(
          Finding.warning(Expiry.SUBJECT, place + " ends at no time: is this Claviger's port?"));
    }
  }

  private static String place(String whose, String labels) {
    Stream<String> values = LABEL.matcher(labels).results().map(label -> label.group(1));
    String names = values.collect(Collectors.joining("/"));
    return switch (whose) {
      case "server" -> "that of the port " + names;
      case "authority" -> "that of the authority " + names;
      default -> "that of the ssl " + names;
    };
  }
}
