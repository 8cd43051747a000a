package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.access.PermissionPolicy;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.nio.file.Path;
import java.util.List;
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
    put("plugin_metadata", "loggly", "'host':'logs.example','protocol':'https'");
    put("plugin_metadata", "http-logger", "'log_format':{'a':'$host'}");
    put("plugin_metadata", "cors", "'allow_origins':{'a':'https://a.example'}");
    put("global_rules", "logger", "'plugins':{'file-logger':{'path':'/var/log/a.log'}}");
    put("consumer_groups", "plain", "'plugins':{'cors':{}}");
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
            + "'key_type':'var','key':'http_authorization'}}",
        // what shows it, or tells something of it, in the answer
        "'plugins':{'request-id':{'header_name':'Authorization','include_in_response':true}}",
        "'plugins':{'limit-count':{'count':'${http_authorization ?? 1}','time_window':1}}",
        "'plugins':{'limit-count':{'count':1,'time_window':'$http_authorization'}}",
        "'plugins':{'limit-count':{'count':null,'time_window':null,'rules':[{'key':'a','count':'$http_authorization',"
            + "'time_window':1}]}}",
        "'plugins':{'limit-conn':{'conn':'$http_authorization','burst':0,'default_conn_delay':1,"
            + "'key':'remote_addr'}}",
        "'plugins':{'traffic-label':{'rules':[{'match':[['http_authorization','~~','^Bearer a']],"
            + "'actions':[{'set_headers':{'Range':'bytes=0-0'}}]}]}}",
        "'plugins':{'cors':{'_meta':{'filter':[['http_authorization','~~','^Bearer a']]}}}",
        "'plugins':{'cors':{'_meta':{'priority':1}}}",
        "'plugins':{'proxy-rewrite':{'method':'TRACE'}}",
        "'plugins':{'proxy-rewrite':{'uri':'/$http_authorization'}}",
        "'plugins':{'proxy-rewrite':{'headers':{'set':{'X-Request-Id':'${HTTP_Authorization}'}}}}"
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
        "'plugins':{'limit-count':{'count':'${arg_limit ?? 1}','time_window':2}}",
        "'plugins':{'proxy-rewrite':{'uri':'/a','headers':{'set':{'X-Tenant':'a'}}}}",
        "'plugins':{'traffic-label':{'rules':[{'actions':[{'set_headers':{'X-Tier':'a'}}]}]}}",
        "'plugins':{'cors':{'_meta':{'disable':true,'filter':[['uri','==','/a']]}}}",
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
        "consumers/eve | 'group_id':'plain' | /group_id",
        "plugin_metadata/http-logger | 'log_format':{'a':'$http_authorization'} | /log_format",
        "plugin_metadata/tcp-logger | 'log_format_extra':{'a':'$http_authorization'} |"
            + " /log_format_extra",
        "plugin_metadata/chaitin-waf | 'nodes':[{'host':'evil'}] | /nodes",
        "plugin_metadata/datadog | 'host':'evil' | /host",
        // what a plugin's metadata and its configurations share
        "plugin_metadata/loggly | 'host':'evil' | /host",
        "plugin_metadata/loggly | 'host':'logs.example','protocol':'http' | /protocol",
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
        "consumers/jack | 'plugins':{'key-auth':{'key':'k'}}",
        "plugin_metadata/limit-count | 'limit_header':'X-Limit'"
      })
  void whatSendsNoOthersSecretElsewhereIsFree(String name, String members) {
    String kind = name.substring(0, name.indexOf('/'));
    String id = name.substring(name.indexOf('/') + 1);

    house.put(ResourceHouse.NO_REDIRECTION, kind, id, json("{" + members + "}"));
  }

  @Test
  void thatOfAConsumerGoesNowhereElseByItsGroup() {
    put("consumers", "member", "'plugins':{" + HEADER + "}");

    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                house.patch(
                    ResourceHouse.NO_REDIRECTION,
                    "consumers",
                    "member",
                    json("{'group_id':'plain'}")));

    assertTrue(refused.refusal().message().startsWith("/group_id: "), refused.refusal().message());
    house.delete("consumers", "member", false);
  }

  @ParameterizedTest
  @CsvSource({
    "plugin_metadata, loggly, /host",
    "plugin_metadata, http-logger, /log_format",
    "global_rules, logger, /plugins/file-logger"
  })
  void itGoesNowhereElseByADeletion(String kind, String id, String field) {
    RefusedException refused = assertThrows(RefusedException.class, () -> delete(kind, id));

    String message = assertInstanceOf(Refusal.Denied.class, refused.refusal()).message();
    assertTrue(message.startsWith(field + ": "), message);
    assertTrue(message.endsWith("needs the permission gateway:RedirectSecret"), message);
  }

  @Test
  void whatNoRequestGoesOnWithoutMayBeDeleted() {
    put("consumer_groups", "grouped", "'plugins':{'http-logger':{'uri':'http://a'}}");
    put("consumers", "grouped", "'group_id':'grouped','plugins':{'key-auth':{'key':'grouped'}}");
    put("upstreams", "last", "'nodes':{'a:1':1}");
    put("routes", "last", "'uri':'/9','upstream_id':'last','plugins':{" + HEADER + "}");

    delete("consumers", "grouped");
    delete("consumer_groups", "grouped");
    delete("routes", "last");
    delete("upstreams", "last");
    delete("plugin_metadata", "cors");
  }

  private void delete(String kind, String id) {
    house.delete(ResourceHouse.NO_REDIRECTION, ResourceHouse.GROUP, kind, id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"global_rules", "consumer_groups", "consumers"})
  void whatIsPutOnRequestsOfAnyRouteGoesToNoNewPlaceByOne(String kind) {
    put(kind, "everywhere", "'plugins':{" + HEADER + "}");
    put("upstreams", "unused", "'nodes':{'a:1':1}");

    for (String members :
        List.of(
            "'uri':'/new','upstream':{'nodes':{'evil:80':1}}",
            "'uri':'/new','upstream_id':'free'",
            "'uri':'/new','plugins':{'http-logger':{'uri':'http://evil.example'}}")) {
      assertDenied(kind, "routes", "new", members);
    }
    assertDenied(kind, "upstreams", "free", "'nodes':{'evil:80':1}");

    put(ResourceHouse.NO_REDIRECTION, "upstreams", "unused", "'nodes':{'b:1':1}");
    put(ResourceHouse.NO_REDIRECTION, "routes", "free", "'uri':'/x','upstream_id':'free'");
    house.delete(kind, "everywhere", false);
  }

  private void assertDenied(String holder, String kind, String id, String members) {
    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> put(ResourceHouse.NO_REDIRECTION, kind, id, members));

    String message = assertInstanceOf(Refusal.Denied.class, refused.refusal()).message();
    assertTrue(message.contains(SECRET + " of " + holder + "/everywhere elsewhere"), message);
  }

  private void put(PermissionPolicy policy, String kind, String id, String members) {
    house.put(policy, kind, id, json("{" + members + "}"));
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
