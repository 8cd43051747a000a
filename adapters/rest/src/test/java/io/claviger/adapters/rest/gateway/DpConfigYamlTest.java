package io.claviger.adapters.rest.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class DpConfigYamlTest {
  private static final Map<String, Object> TREE =
      Map.of(
          "apisix",
          Map.of("ssl", Map.of("ssl_trusted_certificate", "/pki/ca.crt")),
          "deployment",
          Map.of(
              "etcd",
              Map.of(
                  "host",
                  List.of("https://cp.example:7943"),
                  "tls",
                  Map.of("cert", "/pki/dp.crt", "key", "/pki/dp.key"))));

  @Test
  void theCommandForTheWireKeysCanBeCopiedFromTheHeader() {
    String command =
        DpConfigYaml.of(TREE)
            .lines()
            .filter(line -> line.startsWith("#   "))
            .map(line -> line.substring(1).strip())
            .dropWhile(line -> !line.startsWith("set -- "))
            .collect(Collectors.joining("\n"));

    assertEquals(
        """
        set -- $(curl -fsS --cert /pki/dp.crt \\
        --key /pki/dp.key --cacert /pki/ca.crt \\
        https://cp.example:7943/api/dataplane/wire_keyring |
        jq -r '.value.keyring | .[0], .[-1]') && [ $# -eq 2 ] &&
        export CLAVIGER_WIRE_KEY="$1" CLAVIGER_WIRE_KEY_BEFORE="$2" && apisix start\
        """,
        command);
  }

  @Test
  void theHeaderSaysWhereTheFilesGoAndWhoMustReadThem() {
    String header =
        DpConfigYaml.of(TREE)
            .lines()
            .takeWhile(line -> line.startsWith("#"))
            .collect(Collectors.joining("\n"));

    for (String words : List.of("dp.crt", "dp.key", "ca.crt", "user nobody", "the key too")) {
      assertTrue(header.contains(words), words + " in " + header);
    }
  }

  @Test
  void belowTheHeaderIsTheTree() {
    String file = DpConfigYaml.of(TREE);

    assertTrue(file.startsWith("#"));
    assertEquals(TREE, new Yaml().<Map<String, Object>>load(file));
  }
}
