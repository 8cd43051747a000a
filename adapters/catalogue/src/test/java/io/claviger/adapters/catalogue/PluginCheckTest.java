package io.claviger.adapters.catalogue;

import static io.claviger.adapters.catalogue.Fixture.check;
import static io.claviger.adapters.catalogue.Fixture.refusal;
import static io.claviger.adapters.catalogue.Fixture.routeWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.claviger.domain.resource.ResourceKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginCheckTest {
  static List<String> names() {
    return Fixture.lines("plugins-3.18.txt");
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyPluginOfTheReleaseIsKnown(String line) {
    String name = line.split(" ", 2)[0];
    String message = refusal(ResourceKind.ROUTE, routeWith("'" + name + "': {'_meta': {'no': 1}}"));
    assertFalse(message.startsWith("unknown plugin"), message);
    assertEquals(line.endsWith(" off"), message.contains("is off by default"), message);
  }

  @Test
  void unknownPluginIsRefused() {
    assertEquals("unknown plugin [nope]", refusal(ResourceKind.ROUTE, routeWith("'nope': {}")));
    assertEquals("unknown plugin [nope]", refusal(ResourceKind.SERVICE, "{'plugins':{'nope':{}}}"));
    assertEquals(
        "unknown plugin [nope]",
        refusal(ResourceKind.CONSUMER, "{'username': 'j', 'plugins': {'nope': {}}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "<script>",
        "a\\n2026 INFO granted",
        "",
        "ä",
        "A123456789012345678901234567890123456789012345678901234567890123456789"
      })
  void theNameOfAnUnknownPluginIsShownOnlyIfItIsShortAndPlain(String name) {
    assertEquals(
        "unknown plugin [?]", refusal(ResourceKind.ROUTE, routeWith("'" + name + "': {}")));
  }

  @Test
  void pluginWhereItMayNotStandIsRefused() {
    assertEquals(
        "the plugin mqtt-proxy may not stand where HTTP requests are routed (/plugins/mqtt-proxy)",
        refusal(ResourceKind.ROUTE, routeWith("'mqtt-proxy': {}")));
    assertEquals(
        "the plugin multi-auth may not stand in a consumer (/plugins/multi-auth)",
        refusal(ResourceKind.CONSUMER, "{'username': 'j', 'plugins': {'multi-auth': {}}}"));
    assertEquals(
        "the plugin cors may not stand inside the plugin multi-auth"
            + " (/plugins/multi-auth/auth_plugins/1/cors)",
        refusal(
            ResourceKind.ROUTE,
            routeWith("'multi-auth': {'auth_plugins': [{'key-auth': {}}, {'cors': {}}]}")));
    assertEquals(
        "the plugin cors may not stand as an action of the plugin workflow"
            + " (/plugins/workflow/rules/0/actions/0/1)",
        refusal(
            ResourceKind.ROUTE, routeWith("'workflow': {'rules': [{'actions': [['cors', {}]]}]}")));
  }

  @Test
  void pluginThatIsOffByDefaultIsRefused() {
    assertEquals(
        "the plugin batch-requests (/plugins/batch-requests) is off by default: a data plane that"
            + " does not load it serves the rest without it",
        refusal(ResourceKind.ROUTE, routeWith("'batch-requests': {}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'key-auth': {}",
        "'key-auth': {'header': 'X-Key', 'hide_credentials': true, 'realm': 'a (b) [c]',"
            + " 'anonymous_consumer': 'guest'}",
        "'jwt-auth': {'claims_to_verify': ['exp'], '_meta': {'disable': true, 'priority': 1,"
            + " 'filter': [['arg_a', '==', 'b']], 'error_response': {'message': 'no'},"
            + " 'pre_function': 'return function() end'}}",
        "'basic-auth': {'_meta': {'error_response': 'no'}, 'field_of_next_year': 1}",
        "'limit-count': {'count': 2, 'time_window': 60, 'key': 'remote_addr', 'group': 'g'}",
        "'limit-count': {'count': '$env_count', 'time_window': '60'}",
        "'limit-count': {'rules': [{'count': 1, 'time_window': 1, 'key': 'a'}]}",
        "'limit-count': {'count': 1, 'time_window': 1, 'policy': 'redis', 'redis_host': 'rr',"
            + " 'redis_password': '$secret://vault/1/r/p', 'redis_ssl': true}",
        "'limit-count': {'count': 1, 'time_window': 1, 'policy': 'redis-cluster',"
            + " 'redis_cluster_nodes': ['a:1', 'b:2'], 'redis_cluster_name': 'c'}",
        "'limit-count': {'count': 1, 'time_window': 1, 'policy': 'redis-sentinel',"
            + " 'redis_sentinels': [{'host': 'aa', 'port': 1}], 'redis_master_name': 'm'}",
        "'openid-connect': {'client_id': 'a', 'client_secret': 'b', 'discovery': 'c', 'bearer_only':"
            + " true}",
        "'openid-connect': {'client_id': 'a', 'client_secret': 'b', 'discovery': 'c', 'session':"
            + " {'secret': '0123456789abcdef', 'storage': 'cookie'}, 'dpop': {'enabled': false}}",
        "'openid-connect': {'client_id': 'a', 'client_secret': '$env://C', 'discovery': '$env://D',"
            + " 'session': {'secret':"
            + " '$env://S', 'storage': 'redis', 'redis': {'host': 'rr'}}}",
        "'kafka-logger': {'brokers': [{'host': 'k', 'port': 9092, 'sasl_config': {'user': 'u',"
            + " 'password': 'p'}}], 'kafka_topic': 't', 'batch_max_size': 1}",
        "'kafka-logger': {'broker_list': {'127.0.0.1': 9092}, 'kafka_topic': 't'}",
        "'clickhouse-logger': {'endpoint_addr': 'http://127.0.0.1:8123'}",
        "'proxy-rewrite': {'headers': {'set': {'X-A': '1', 'X-B': 2}, 'remove': ['X-C']}}",
        "'proxy-rewrite': {'headers': {'X-A': '1'}, 'uri': '/b'}",
        "'cors': {'allow_origins': 'https://a.example,https://b.example', 'max_age': -1}",
        "'cors': {'allow_origins': '**', 'timing_allow_origins': 'null'}",
        "'redirect': {'http_to_https': true}",
        "'ip-restriction': {'whitelist': ['10.0.0.0/8', '::1']}",
        "'response-rewrite': {'body': 'a', 'headers': {'X-A': ''}}",
        "'ai-proxy': {'provider': 'openai', 'auth': {'header': {'Authorization': 'a'}}}",
        "'traffic-split': {'rules': [{'match': [{'vars': [['arg_a', '==', '1']]}],"
            + " 'weighted_upstreams': [{'upstream': {'nodes': {'a:1': 1}}, 'weight': 1}, {'weight':"
            + " 1}]}]}",
        "'workflow': {'rules': [{'case': [['uri', '==', '/a']], 'actions': [['return', {'code':"
            + " 403}]]}, {'actions': [['limit-count', {'count': 1, 'time_window': 1}]]}]}",
        "'multi-auth': {'auth_plugins': [{'key-auth': {}}, {'basic-auth': {}}]}",
        "'jwe-decrypt': {'header': 'a', 'forward_header': 'a'}",
        "'zipkin': {'endpoint': 'http://a', 'sample_ratio': 1}"
      })
  void configurationsThatADataPlaneAcceptsPass(String plugins) {
    check(ResourceKind.ROUTE, routeWith(plugins));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "limit-count | {'count': 0, 'time_window': 60} | /count: must be an integer greater than 0",
        "limit-count | {'count': true, 'time_window': 1} | /count: must be an integer greater than 0"
            + " or a string",
        "limit-count | {'count': 1} | : needs either count with time_window, or rules",
        "limit-count | {'count': 1, 'time_window': 1, 'policy': 'redis'} | : needs redis_host",
        "limit-count | {'count': 1, 'time_window': 1, 'policy': 'redis', 'redis_host': 7} |"
            + " /redis_host: must be a string",
        "key-auth | {'realm': 'a~b\"'} | /realm: must match ^[ !#-\\[\\]-~]+\\z",
        "key-auth | {'header': '$env://A', 'hide_credentials': '$env://B'} | /hide_credentials: must"
            + " be true or false",
        "openid-connect | {'client_id': 'a', 'client_secret': 'b', 'bearer_only': true} | : needs"
            + " discovery",
        "openid-connect | {'client_id': 'a', 'client_secret': 'b', 'discovery': 'c', 'session':"
            + " {'secret': 'short'}} | /session/secret: must have at least 16 characters",
        "openid-connect | {'client_id': 'a', 'client_secret': 'b', 'discovery': 'c', 'bearer_only':"
            + " true, 'dpop': {'enabled': true}} | /dpop: needs private_key and public_jwk",
        "kafka-logger | {'kafka_topic': 't'} | : needs exactly one of broker_list and brokers",
        "kafka-logger | {'kafka_topic': 't', 'brokers': [{'host': 'k'}]} | /brokers/0: needs port",
        "cors | [] | : must be an object",
        "cors | {'_meta': {'surprise': 1}} | /_meta/surprise: is not a known field",
        "cors | {'_meta': {'disable': 'yes'}} | /_meta/disable: must be true or false",
        "cors | {'allow_origins': 'https://a,b'} | /allow_origins: must be *, **, null or origins with"
            + " commas between them",
        "cors | {'allow_origins': 'a,https://b'} | /allow_origins: must be *, **, null or origins with"
            + " commas between them",
        "redirect | {'uri': '/a', 'http_to_https': true} | : needs exactly one of: uri; regex_uri;"
            + " http_to_https",
        "response-rewrite | {'body': 'a', 'filters': [{'regex': 'a', 'replace': 'b'}]} | : may not"
            + " have filters",
        "ai-rate-limiting | {'limit': 1} | : needs exactly one of: limit with time_window; instances; rules",
        "workflow | {'rules': [{'actions': [['return', {}]]}]} | /rules/0/actions/0/1: needs code",
        "multi-auth | {'auth_plugins': [{'key-auth': {}}]} | /auth_plugins: must have at least 2"
            + " elements"
      })
  void configurationsThatADataPlaneDropsAreRefusedWithThePlace(
      String plugin, String configuration, String problem) {
    String fixed = configuration.replace("~b\"", "~b\\\"");
    assertEquals(
        "failed to check the configuration of plugin "
            + plugin
            + " err: /plugins/"
            + plugin
            + problem,
        refusal(ResourceKind.ROUTE, routeWith("'" + plugin + "': " + fixed)));
  }

  @Test
  void pluginsInsidePluginsAreChecked() {
    assertEquals(
        "failed to check the configuration of plugin limit-count err:"
            + " /plugins/workflow/rules/0/actions/0/1/count: must be an integer greater than 0",
        refusal(
            ResourceKind.ROUTE,
            routeWith(
                "'workflow': {'rules': [{'actions': [['limit-count', {'count': -1, 'time_window':"
                    + " 1}]]}]}")));
    assertEquals(
        "failed to check the configuration of plugin key-auth err:"
            + " /plugins/multi-auth/auth_plugins/0/key-auth/header: must be a string",
        refusal(
            ResourceKind.ROUTE,
            routeWith(
                "'multi-auth': {'auth_plugins': [{'key-auth': {'header': 1}}, {'basic-auth':"
                    + " {}}]}")));
    assertEquals(
        "failed to check the configuration of plugin traffic-split err:"
            + " /plugins/traffic-split/rules/0/weighted_upstreams/0/upstream/surprise: is not a"
            + " known field",
        refusal(
            ResourceKind.ROUTE,
            routeWith(
                "'traffic-split': {'rules': [{'weighted_upstreams': [{'upstream': {'nodes': {},"
                    + " 'surprise': 1}}]}]}")));
  }

  @Test
  void aConsumersPluginsAreCheckedAsAConsumers() {
    check(
        ResourceKind.CONSUMER,
        "{'username': 'j', 'plugins': {'key-auth': {'key': 'k'}, 'limit-count': {'count': 1,"
            + " 'time_window': 1}, 'wolf-rbac': {'appid': 'a'}, 'basic-auth': {'username': 'u',"
            + " 'password': 'p'}, 'jwt-auth': {'key': 'k', 'secret': 's'}, 'hmac-auth': {'key_id':"
            + " 'k', 'secret_key': 's'}, 'ldap-auth': {'user_dn': 'cn=a'}}}");
    check(
        ResourceKind.CONSUMER,
        "{'username': 'j', 'plugins': {'jwt-auth': {'key': 'k', 'algorithm': 'ES256', 'public_key':"
            + " 'p'}}}");
    assertEquals(
        "failed to check the configuration of plugin key-auth err: /plugins/key-auth: needs key",
        refusal(ResourceKind.CONSUMER, "{'username': 'j', 'plugins': {'key-auth': {}}}"));
    assertEquals(
        "failed to check the configuration of plugin jwt-auth err: /plugins/jwt-auth: needs a"
            + " public_key: its algorithm is asymmetric",
        refusal(
            ResourceKind.CONSUMER,
            "{'username': 'j', 'plugins': {'jwt-auth': {'key': 'k', 'algorithm': 'RS256', 'secret':"
                + " 's'}}}"));
    assertEquals(
        "failed to check the configuration of plugin jwt-auth err: /plugins/jwt-auth: needs a"
            + " secret: its algorithm is symmetric",
        refusal(ResourceKind.CONSUMER, "{'username': 'j', 'plugins': {'jwt-auth': {'key': 'k'}}}"));
  }

  /** A gateway drops a route with one of them in silence, and one is a private key. */
  @ParameterizedTest
  @CsvSource({
    "use_par, par.enabled",
    "pushed_authorization_request_endpoint, par.endpoint",
    "pushed_authorization_request_endpoint_auth_method, par.endpoint_auth_method",
    "use_dpop, dpop.enabled",
    "dpop_signing_alg, dpop.signing_alg",
    "dpop_private_key, dpop.private_key",
    "dpop_public_jwk, dpop.public_jwk"
  })
  void anOptionOfOpenidConnectIsRefusedUnderTheNameThatTheGatewayKeepsToItself(
      String option, String name) {
    assertEquals(
        "failed to check the configuration of plugin openid-connect err: /plugins/openid-connect:"
            + " may not have %s, but has %s".formatted(option, name),
        refusal(
            ResourceKind.ROUTE,
            routeWith(
                "'openid-connect': {'client_id': 'c', 'discovery': 'd', 'client_secret': 's',"
                    + " 'bearer_only': true, '"
                    + option
                    + "': 'a'}")));
  }

  /** A gateway would take it, but only a string can be sealed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "routes | 'proxy-rewrite':{'headers':{'set':{'X-Tenant':1,'X-Api-Key':123456789012}}} |"
            + " /plugins/proxy-rewrite/headers/set/X-Api-Key",
        "routes | 'proxy-rewrite':{'headers':{'add':{'Authorization':['a',5]}}} |"
            + " /plugins/proxy-rewrite/headers/add/Authorization/1",
        "routes | 'proxy-rewrite':{'headers':{'X-Token':5}} |"
            + " /plugins/proxy-rewrite/headers/X-Token",
        "consumer_groups | 'traffic-label':{'rules':[{'actions':[{'set_headers':{'Cookie':5}}]}]} |"
            + " /plugins/traffic-label/rules/0/actions/0/set_headers/Cookie",
        "plugin_metadata | 'id':'opentelemetry','collector':{'request_headers':{'a':true}} |"
            + " /collector/request_headers/a",
        "plugin_metadata | 'id':'opentelemetry','collector':{'request_headers':{'a':5}} |"
            + " /collector/request_headers/a"
      })
  void aSecretThatIsNoStringIsRefused(String path, String members, String field) {
    ResourceKind kind = ResourceKind.parse(path);
    String document =
        switch (kind) {
          case PLUGIN_METADATA -> "{" + members + "}";
          case ROUTE -> routeWith(members);
          default -> "{'plugins': {" + members + "}}";
        };
    assertEquals(field + ": is a secret, and must be sent as a string", refusal(kind, document));
  }
}
