package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may only configure a gateway brings no code into it. */
@TestInstance(Lifecycle.PER_CLASS)
class CodeLockTest {
  private static final String FUNCTIONS = "/plugins/serverless-pre-function/functions";

  private final ResourceHouse house;
  private int made;

  CodeLockTest(@TempDir Path directory) {
    house = new ResourceHouse(directory);
  }

  @AfterAll
  void close() {
    house.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "routes | 'plugins':{'serverless-pre-function':{'functions':['return 1']}} |"
            + " /plugins/serverless-pre-function/functions",
        "routes | 'plugins':{'serverless-post-function':{'functions':['return 1']}} |"
            + " /plugins/serverless-post-function/functions",
        "services | 'plugins':{'ext-plugin-pre-req':{'conf':[{'name':'a','value':'b'}]}} |"
            + " /plugins/ext-plugin-pre-req/conf",
        "routes | 'plugins':{'ext-plugin-post-req':{}} | /plugins/ext-plugin-post-req",
        "routes | 'plugins':{'ext-plugin-post-resp':{}} | /plugins/ext-plugin-post-resp",
        "routes | 'plugins':{'inspect':{}} | /plugins/inspect",
        "routes | 'plugins':{'mcp-bridge':{'command':'sh'}} | /plugins/mcp-bridge/command",
        "routes | 'plugins':{'body-transformer':{'request':{'template':'{% os.exit() %}'}}} |"
            + " /plugins/body-transformer/request/template",
        "routes | 'plugins':{'ai-prompt-template':{'templates':[{'name':'a','template':{'model':"
            + "'{% os.exit() %}','messages':[{'role':'user','content':'b'}]}}]}} |"
            + " /plugins/ai-prompt-template/templates",
        "routes | 'plugins':{'request-validation':{'body_schema':{'pattern':']]'}}} |"
            + " /plugins/request-validation/body_schema",
        "routes | 'plugins':{'request-validation':{'header_schema':{'pattern':']]'}}} |"
            + " /plugins/request-validation/header_schema",
        "routes | 'plugins':{'oas-validator':{'spec':'{}'}} | /plugins/oas-validator/spec",
        "routes | 'plugins':{'oas-validator':{'spec_url':'https://a.example/s'}} |"
            + " /plugins/oas-validator/spec_url",
        "routes | 'plugins':{'openid-connect':{'client_id':'a','client_secret':'b','discovery':"
            + "'https://a.example','bearer_only':true,'claim_schema':{'pattern':']]'}}} |"
            + " /plugins/openid-connect/claim_schema",
        "routes | 'plugins':{'ai-rate-limiting':{'limit':1,'time_window':1,'limit_strategy':"
            + "'expression','cost_expr':'1'}} | /plugins/ai-rate-limiting/cost_expr",
        "routes | 'plugins':{'cors':{'_meta':{'pre_function':'return 1'}}} |"
            + " /plugins/cors/_meta/pre_function",
        "routes | 'plugins':{'workflow':{'rules':[{'actions':[['limit-count',{'count':1,'time_window'"
            + ":1,'_meta':{'pre_function':'return 1'}}]]}]}} |"
            + " /plugins/workflow/rules/0/actions/0/1/_meta/pre_function",
        "routes | 'plugins':{'multi-auth':{'auth_plugins':[{'basic-auth':{}},{'key-auth':{'_meta':"
            + "{'pre_function':'return 1'}}}]}} |"
            + " /plugins/multi-auth/auth_plugins/1/key-auth/_meta/pre_function",
        "routes | 'script':'return function() end' | /script",
        "routes | 'filter_func':'function(v) return true end' | /filter_func",
        "services | 'script':'return function() end' | /script"
      })
  void codeIsRefusedFromWhoMayNotRunIt(String kind, String code, String field) {
    String document =
        "{%s'upstream':{'nodes':{'a:1':1}},%s}"
            .formatted(kind.equals("routes") ? "'uri':'/'," : "", code)
            .replace('\'', '"');
    String id = "code" + made++;

    RefusedException refusal =
        assertThrows(
            RefusedException.class, () -> house.put(ResourceHouse.NO_CODE, kind, "1", document));
    assertTrue(refusal.refusal() instanceof Refusal.Denied, refusal.refusal().message());
    assertEquals(
        field
            + ": a gateway runs this as code; who sets or changes it needs the permission"
            + " gateway:RunCode",
        refusal.refusal().message());
    assertTrue(house.put(ResourceHouse.ALL, kind, id, document).created());
  }

  @Test
  void codeThatIsStoredMayStayAndGoButNotChange() {
    house.put("routes", "1", serverless("/a", "return 1", "access"));

    house.put(ResourceHouse.NO_CODE, "routes", "1", serverless("/b", "return 1", "access"));
    house.patch(ResourceHouse.NO_CODE, "routes", "1", "{\"priority\":3}");
    denied(FUNCTIONS, serverless("/b", "return 2", "access"));
    denied("/plugins/serverless-pre-function", serverless("/b", "return 1", "log"));
    assertTrue(
        assertThrows(
                RefusedException.class,
                () ->
                    house.patch(
                        ResourceHouse.NO_CODE,
                        "routes",
                        "1",
                        "[\"return 2\"]",
                        "plugins",
                        "serverless-pre-function",
                        "functions"))
            .refusal()
            .message()
            .startsWith(FUNCTIONS));
    house.patch(
        ResourceHouse.NO_CODE, "routes", "1", "{\"plugins\":{\"serverless-pre-function\":null}}");
    denied(FUNCTIONS, serverless("/b", "return 1", "access"));
  }

  private void denied(String field, String document) {
    RefusedException refusal =
        assertThrows(
            RefusedException.class,
            () -> house.put(ResourceHouse.NO_CODE, "routes", "1", document));
    assertTrue(refusal.refusal() instanceof Refusal.Denied, refusal.refusal().message());
    assertTrue(refusal.refusal().message().startsWith(field + ":"), refusal.refusal().message());
  }

  private static String serverless(String uri, String function, String phase) {
    return """
    {"uri":"%s","upstream":{"nodes":{"a:1":1}},
      "plugins":{"serverless-pre-function":{"phase":"%s","functions":["%s"]}}}
    """
        .formatted(uri, phase, function);
  }
}
