package io.claviger.adapters.catalogue;

import static io.claviger.adapters.catalogue.Fixture.check;
import static io.claviger.adapters.catalogue.Fixture.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.domain.resource.ResourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindCheckTest {
  private static final String PEM = "-----BEGIN CERTIFICATE-----" + "a".repeat(128);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'uri': '/*', 'upstream': {'nodes': {'127.0.0.1:1980': 1, 'b.example': 0}}}",
        "{'uris': ['/a', '/b/*'], 'hosts': ['*.example.com', '[::1]'], 'service_id': 7}",
        "{'id': '1', 'uri': '/a', 'name': 'n', 'desc': '', 'labels': {'env': 'prod'}, 'methods':"
            + " ['GET', 'PURGE'], 'status': 0, 'priority': -5, 'upstream_id': 'a.b-c_d'}",
        "{'uri': '/ws', 'enable_websocket': true, 'remote_addrs': ['10.0.0.0/8', '::1', 'fe80::/10',"
            + " '192.168.1.1'], 'vars': ['OR', ['arg_a', '==', 'b'], ['http_x', '~~', '^a']],"
            + " 'timeout': {'connect': 0.5, 'send': 6, 'read': 6}, 'plugins': {}}",
        "{'uri': '/a', 'script': 'return function() end'}",
        "{'uri': '/a', 'plugin_config_id': 'p', 'service_id': 's', 'filter_func': 'function(vars)"
            + " return true end'}"
      })
  void routesThatADataPlaneServesPass(String route) {
    check(ResourceKind.ROUTE, route);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'roundrobin', 'nodes': [{'host': 'a', 'port': 80, 'weight': 100, 'priority': -1,"
            + " 'metadata': {'zone': 'x'}}, {'host': '::1', 'weight': 0}]}",
        "{'nodes': [], 'retries': 0, 'retry_timeout': 1.5, 'keepalive_pool': {'size': 320,"
            + " 'idle_timeout': 60.5, 'requests': 1000}}",
        "{'nodes': {'a:443': 1}, 'scheme': 'https', 'tls': {'client_cert_id': '1', 'verify': true}}",
        "{'nodes': {'a:443': 1}, 'pass_host': 'rewrite', 'upstream_host': 'example.com'}",
        "{'service_name': 'a', 'discovery_type': 'nacos', 'discovery_args': {'namespace_id': 'n'}}",
        "{'nodes': {'a': 1}, 'type': 'chash', 'key': 'remote_addr'}",
        "{'nodes': {'a': 1}, 'type': 'chash', 'hash_on': 'vars', 'key': 'arg_user-id'}",
        "{'nodes': {'a': 1}, 'type': 'chash', 'hash_on': 'header', 'key': 'X-Id'}",
        "{'nodes': {'a': 1}, 'type': 'chash', 'hash_on': 'vars_combinations', 'key': '$host$uri'}",
        "{'nodes': {'a': 1}, 'type': 'chash', 'hash_on': 'consumer'}",
        "{'nodes': {'a': 1}, 'checks': {'active': {'type': 'http', 'http_path': '/status', 'port':"
            + " 8080, 'req_headers': ['User-Agent: x'], 'healthy': {'interval': 2, 'successes': 1},"
            + " 'unhealthy': {'http_statuses': [500, 503], 'timeouts': 3}}, 'passive': {'healthy':"
            + " {'http_statuses': [200]}, 'unhealthy': {'tcp_failures': 0}}}}"
      })
  void upstreamsThatADataPlaneServesPass(String upstream) {
    check(ResourceKind.UPSTREAM, upstream);
    check(ResourceKind.SERVICE, "{'upstream': " + upstream + ", 'hosts': ['a.example']}");
    check(ResourceKind.ROUTE, "{'uri': '/a', 'upstream': " + upstream + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'cert': 'PEM', 'key': 'PEM', 'sni': 'example.com'}",
        "{'cert': 'PEM', 'key': 'PEM', 'snis': ['*.example.com'], 'certs': ['PEM'], 'keys':"
            + " ['PEM'], 'ssl_protocols': ['TLSv1.2', 'TLSv1.3'], 'client': {'ca': 'PEM', 'depth':"
            + " 2}, 'status': 1, 'type': 'server'}",
        "{'cert': 'PEM', 'key': 'PEM', 'type': 'client'}",
        "{'cert': '$secret://vault/1/a/cert', 'key': '$ENV://KEY', 'sni': 'a', 'certs':"
            + " ['$env://C'], 'keys': ['$secret://aws/1/k']}"
      })
  void certificatesThatADataPlaneServesPass(String ssl) {
    check(ResourceKind.SSL, ssl.replace("PEM", PEM));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'upstream_id': 'u'} | route: needs exactly one of uri and uris",
        "{'uri': '/a', 'uris': ['/b'], 'upstream_id': 'u'} | route: needs exactly one of uri and uris",
        "{'uri': '/a'} | route: needs one of plugins, upstream, upstream_id, service_id and script",
        "{'uri': '/a', 'upstream_id': 'u', 'host': 'a', 'hosts': ['b']} | route: may not have both"
            + " host and hosts",
        "{'uri': '/a', 'upstream_id': 'u', 'remote_addr': '::1', 'remote_addrs': ['::2']} | route:"
            + " may not have both remote_addr and remote_addrs",
        "{'uri': '/a', 'plugins': {}, 'script': '0123456789'} | route: may not have both script and"
            + " plugins",
        "{'uri': 7, 'upstream_id': 'u'} | /uri: must be a string",
        "{'uri': '/a', 'upstream_id': 'u', 'surprise': 1} | /surprise: is not a known field",
        "{'uri': '/a', 'upstream_id': 'a b'} | /upstream_id: must be an id: 1 to 64 of A-Z a-z 0-9 _"
            + " . - or an integer greater than 0",
        "{'uri': '/a', 'upstream_id': 'u', 'status': 2} | /status: must be one of 1, 0",
        "{'uri': '/a', 'upstream_id': 'u', 'remote_addr': '10.0.0.256'} | /remote_addr: must be an"
            + " IPv4 or IPv6 address, or a range in CIDR notation",
        "{'uri': '/a', 'upstream_id': 'u', 'methods': ['GET', 'GET']} | /methods: may not have an"
            + " element twice, nor more than 10000",
        "{'uri': '/a', 'upstream_id': 'u', 'timeout': {'connect': 1, 'send': 1}} | /timeout: needs"
            + " read",
        "{'uri': '/a', 'upstream': {'nodes': {'a:80': 'x'}}} | /upstream/nodes/a:80: must be an"
            + " integer of at least 0",
        "{'uri': '/a', 'upstream': {'nodes': [{'host': 'a'}]}} | /upstream/nodes/0: needs weight",
        "{'uri': '/a', 'upstream': {'nodes': 3}} | /upstream/nodes: must be an object or an array",
        "{'uri': '/a', 'upstream': {'type': 'roundrobin'}} | /upstream: needs either nodes, or"
            + " service_name with discovery_type",
        "{'uri': '/a', 'upstream': {'nodes': {}, 'type': 'chash'}} | /upstream: needs a key: chash"
            + " without one works only with hash_on consumer",
        "{'uri': '/a', 'upstream': {'nodes': {}, 'type': 'chash', 'key': 'no var'}} | /upstream/key:"
            + " must be a variable that chash can hash on",
        "{'uri': '/a', 'upstream': {'nodes': {}, 'pass_host': 'rewrite'}} | /upstream: needs"
            + " upstream_host: pass_host is rewrite",
        "{'uri': '/a', 'upstream': {'nodes': {}, 'tls': {'client_key': '$env://KEY'}}} |"
            + " /upstream/tls: client_cert and client_key stand together"
      })
  void routesThatADataPlaneDropsAreRefusedWithThePlace(String route, String message) {
    assertEquals("invalid configuration: " + message, refusal(ResourceKind.ROUTE, route));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'cert': 'PEM', 'key': 'PEM'} | ssl: needs exactly one of sni and snis, unless its type is"
            + " client",
        "{'cert': 'PEM', 'sni': 'a'} | ssl: needs key",
        "{'cert': 'short', 'key': 'PEM', 'sni': 'a'} | /cert: must have at least 128 characters",
        "{'cert': 'PEM', 'key': 'PEM', 'sni': 'a', 'certs': ['PEM', 'PEM'], 'keys': ['PEM']} | ssl:"
            + " certs and keys must have as many elements as each other",
        "{'cert': 'PEM', 'key': 'PEM', 'sni': 'a', 'certs': ['PEM']} | ssl: certs and keys stand"
            + " together",
        "{'cert': 'PEM', 'key': 'PEM', 'sni': 'a', 'ssl_protocols': ['SSLv3']} | /ssl_protocols/0:"
            + " must be one of `TLSv1.1`, `TLSv1.2`, `TLSv1.3`"
      })
  void certificatesThatADataPlaneDropsAreRefusedWithThePlace(String ssl, String message) {
    assertEquals(
        "invalid configuration: " + message.replace('`', '"'),
        refusal(ResourceKind.SSL, ssl.replace("PEM", PEM)));
  }

  @Test
  void consumersAreNamedAsADataPlaneNeedsIt() {
    check(
        ResourceKind.CONSUMER,
        "{'username': 'jack_1-x', 'group_id': 'g', 'labels': {'custom_id': '1'}}");
    assertEquals(
        "invalid configuration: /username: must be a name: 1 to 256 of A-Z a-z 0-9 _ -",
        refusal(ResourceKind.CONSUMER, "{'username': 'jack.1'}"));
    assertEquals(
        "invalid configuration: consumer: needs username", refusal(ResourceKind.CONSUMER, "{}"));
  }

  @Test
  void aLineBreakAtTheEndOfAnIdIsRefused() {
    assertEquals(
        "invalid configuration: /upstream_id: must be an id: 1 to 64 of A-Z a-z 0-9 _ . - or an"
            + " integer greater than 0",
        refusal(ResourceKind.ROUTE, "{'uri': '/a', 'upstream_id': 'u\\n'}"));
  }
}
