package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stored secret that a gateway puts on requests goes to nobody else by any of the ways on which
 * one could send it, in its own document or in another one. The ways are written by hand.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RequestSecretsTest {
  private static final String HEADER =
      "'proxy-rewrite':{'headers':{'set':{'Authorization':'Bearer canary'}}}";
  private static final String SECRET = "/plugins/proxy-rewrite/headers/set/Authorization";

  private final ResourceHouse house;

  RequestSecretsTest(@TempDir Path directory) {
    house = new ResourceHouse(directory);
  }

  @BeforeAll
  void store() {
    put("upstreams", "u", "'nodes':{'a:1':1}");
    put("upstreams", "split", "'nodes':{'a:1':1}");
    put("upstreams", "beside", "'nodes':{'a:1':1}");
    put("upstreams", "free", "'nodes':{'a:1':1}");
    put("services", "secret", "'upstream_id':'u','plugins':{" + HEADER + "}");
    put("services", "plain", "'upstream_id':'beside'");
    put("plugin_configs", "secret", "'plugins':{" + HEADER + "}");
    put("plugin_configs", "plain", "'plugins':{'cors':{}}");
    put(
        "plugin_configs",
        "split",
        "'plugins':{'traffic-split':{'rules':[{'weighted_upstreams':[{'upstream_id':'split'}]}]}}");
    put("routes", "1", "'uri':'/1','upstream':{'nodes':{'a:1':1}},'plugins':{" + HEADER + "}");
    put("routes", "named", "'uri':'/2','upstream_id':'u','plugins':{" + HEADER + "}");
    put("routes", "served", "'uri':'/3','service_id':'plain','plugins':{" + HEADER + "}");
    put(
        "routes",
        "configured",
        "'uri':'/4','upstream_id':'u','plugin_config_id':'plain','plugins':{" + HEADER + "}");
    put(
        "routes",
        "split",
        "'uri':'/5','upstream_id':'u','plugin_config_id':'split','plugins':{" + HEADER + "}");
    put("routes", "free", "'uri':'/6','upstream_id':'free'");
    put("routes", "loggly", "'uri':'/7','plugins':{'loggly':{'customer_token':'canary'}}");
    put("plugin_metadata", "azure-functions", "'master_apikey':'canary'");
  }

  @AfterAll
  void close() {
    house.close();
  }

  private void put(String kind, String id, String members) {
    house.put(kind, id, json("{" + members + "}"));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'upstream':{'nodes':{'evil:80':1}}",
        "'upstream_id':'free'",
        "'service_id':'plain'",
        "'plugin_config_id':'plain'",
        "'plugins':{'proxy-rewrite':{'host':'evil'}}",
        "'plugins':{'traffic-split':{'rules':[{'weighted_upstreams':[{'upstream':{'nodes':"
            + "{'evil:80':1}}}]}]}}",
        "'plugins':{'proxy-mirror':{'host':'http://evil.example'}}",
        "'plugins':{'http-logger':{'uri':'http://evil.example'}}",
        "'plugins':{'tcp-logger':{'host':'evil','port':1}}",
        "'plugins':{'forward-auth':{'uri':'http://evil.example','request_headers':['Authorization']}}",
        "'plugins':{'opa':{'host':'http://evil.example','policy':'p'}}",
        "'plugins':{'openfunction':{'function_uri':'http://evil.example'}}",
        "'plugins':{'response-rewrite':{'headers':{'set':{'x':'$http_authorization'}}}}",
        "'plugins':{'redirect':{'uri':'http://evil.example/$http_authorization'}}",
        "'plugins':{'mocking':{'response_example':'$http_authorization'}}",
        "'plugins':{'ldap-auth':{'base_dn':'a','ldap_uri':'evil:389'}}",
        "'plugins':{'limit-count':{'count':1,'time_window':1,'policy':'redis','redis_host':'evil',"
            + "'key_type':'var','key':'http_authorization'}}"
      })
  void itGoesNowhereElseByItsOwnDocument(String members) {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                house.patch(
                    ResourceHouse.NO_REDIRECTION, "routes", "1", json("{" + members + "}")));

    String message = assertInstanceOf(Refusal.Invalid.class, refused.refusal()).message();
    assertTrue(message.contains("the stored secret at " + SECRET + " elsewhere"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'priority':3",
        "'plugins':{'cors':{}}",
        "'plugins':{'ip-restriction':{'whitelist':['192.0.2.1']}}",
        "'plugins':{'limit-count':{'count':1,'time_window':1}}",
        "'plugins':{'key-auth':{}}"
      })
  void whatSendsNothingElsewhereIsFree(String members) {
    house.patch(ResourceHouse.NO_REDIRECTION, "routes", "1", json("{" + members + "}"));

    assertTrue(house.opened("routes", "1").toString().contains("Bearer canary"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // what the document of the secret names, in turn
        "upstreams/u | 'nodes':{'evil:80':1} | /nodes",
        "upstreams/u | 'nodes':{'a:1':1},'pass_host':'rewrite','upstream_host':'evil' | /pass_host",
        "upstreams/beside | 'nodes':{'evil:80':1} | /nodes",
        "upstreams/split | 'nodes':{'evil:80':1} | /nodes",
        "services/plain | 'upstream':{'nodes':{'evil:80':1}} | /upstream",
        "services/plain | 'upstream_id':'free' | /upstream_id",
        "services/plain | 'upstream_id':'beside','plugins':{'http-logger':{'uri':'http://evil'}} |"
            + " /plugins/http-logger",
        "plugin_configs/plain | 'plugins':{'proxy-mirror':{'host':'http://evil.example'}} |"
            + " /plugins/proxy-mirror",
        // what newly names the document of the secret
        "routes/new | 'uri':'/','service_id':'secret','upstream':{'nodes':{'evil:80':1}} |"
            + " /upstream",
        "routes/new |"
            + " 'uri':'/','service_id':'secret','plugins':{'http-logger':{'uri':'http://evil'}} |"
            + " /plugins/http-logger",
        "routes/new | 'uri':'/','service_id':'secret','plugin_config_id':'plain' |"
            + " /plugin_config_id",
        "routes/new | 'uri':'/','plugin_config_id':'secret','upstream':{'nodes':{'evil:80':1}} |"
            + " /upstream",
        // what takes part in every request
        "global_rules/1 | 'plugins':{'http-logger':{'uri':'http://evil.example'}} |"
            + " /plugins/http-logger",
        "consumers/eve | 'plugins':{'http-logger':{'uri':'http://evil.example'}} |"
            + " /plugins/http-logger",
        "consumer_groups/1 | 'plugins':{'http-logger':{'uri':'http://evil.example'}} |"
            + " /plugins/http-logger",
        // what a plugin's metadata and its configurations share
        "plugin_metadata/loggly | 'host':'evil' | /host",
        "plugin_metadata/loggly | 'protocol':'http' | /protocol",
        "routes/new |"
            + " 'uri':'/','plugins':{'azure-functions':{'function_uri':'http://evil.example'}} |"
            + " /plugins/azure-functions",
      })
  void itGoesNowhereElseByAnotherDocument(String name, String members, String field) {
    String kind = name.substring(0, name.indexOf('/'));
    String id = name.substring(name.indexOf('/') + 1);

    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> house.put(ResourceHouse.NO_REDIRECTION, kind, id, json("{" + members + "}")));

    String message = assertInstanceOf(Refusal.Denied.class, refused.refusal()).message();
    assertTrue(message.startsWith(field), message);
    assertTrue(message.contains("the stored secret at /"), message);
    assertTrue(message.endsWith("needs the permission gateway:RedirectSecret"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "upstreams/u | 'nodes':{'a:1':1},'retries':2",
        "upstreams/free | 'nodes':{'b:1':1}",
        "services/plain | 'upstream_id':'beside','desc':'a','plugins':{'cors':{}}",
        "routes/other | 'uri':'/','service_id':'secret'",
        "routes/other2 | 'uri':'/','service_id':'plain','upstream':{'nodes':{'b:1':1}}",
        "routes/free |"
            + " 'uri':'/6','upstream_id':'free','plugins':{'http-logger':{'uri':'http://b'}}",
        "global_rules/2 | 'plugins':{'cors':{}}",
        "consumers/jack | 'plugins':{'key-auth':{'key':'k'}}"
      })
  void whatSendsNoOthersSecretElsewhereIsFree(String name, String members) {
    String kind = name.substring(0, name.indexOf('/'));
    String id = name.substring(name.indexOf('/') + 1);

    house.put(ResourceHouse.NO_REDIRECTION, kind, id, json("{" + members + "}"));
  }

  @Test
  void aNameThatWasDeletedByForceLeadsNowhereElseEither() {
    put("upstreams", "gone", "'nodes':{'a:1':1}");
    put("routes", "left", "'uri':'/8','upstream_id':'gone','plugins':{" + HEADER + "}");
    house.delete("upstreams", "gone", true);

    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                house.put(
                    ResourceHouse.NO_REDIRECTION,
                    "upstreams",
                    "gone",
                    json("{'nodes':{'evil:80':1}}")));

    assertEquals(
        "/nodes: a change here would send the stored secret at "
            + SECRET
            + " of routes/left elsewhere; who makes it needs the permission gateway:RedirectSecret",
        refused.refusal().message());
  }
}
