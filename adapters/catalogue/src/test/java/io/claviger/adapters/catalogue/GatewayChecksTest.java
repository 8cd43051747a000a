package io.claviger.adapters.catalogue;

import static io.claviger.adapters.catalogue.Fixture.check;
import static io.claviger.adapters.catalogue.Fixture.refusal;
import static io.claviger.adapters.catalogue.Fixture.routeWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.domain.resource.ResourceKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What plugins check in code, beyond their schemas, when a gateway loads them: it drops an object
 * that does not pass, and some of these checks stop it altogether.
 */
class GatewayChecksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "response-rewrite | {'headers': 'a{2'} | /headers: must be an object of headers and their"
            + " values, or of set, add and remove",
        "response-rewrite | {'headers': 7} | /headers: must be an object of headers and their values,"
            + " or of set, add and remove",
        "response-rewrite | {'headers': null} | /headers: must be an object of headers and their"
            + " values, or of set, add and remove",
        "response-rewrite | {'headers': {'a': true}} | /headers: must be an object of headers and"
            + " their values, or of set, add and remove",
        "response-rewrite | {'headers': {'a': []}} | /headers: must be an object of headers and their"
            + " values, or of set, add and remove",
        "response-rewrite | {'headers': {'': 'a'}} | /headers: must be an object of headers and their"
            + " values, or of set, add and remove",
        "response-rewrite | {'headers': {'set': {'a': {}}}} | /headers: must be an object of headers"
            + " and their values, or of set, add and remove",
        "response-rewrite | {'body_base64': true} | : needs body",
        "response-rewrite | {'body_base64': true, 'body': ''} | /body: must have at least 1 characters",
        "response-rewrite | {'body_base64': true, 'body': 'YWJjZ'} | /body: must be base64 in the"
            + " alphabet with + and /",
        "response-rewrite | {'body_base64': true, 'body': '-_-_'} | /body: must be base64 in the"
            + " alphabet with + and /",
        "response-rewrite | {'filters': [{'regex': '(', 'replace': 'a'}]} | /filters/0/regex: must be"
            + " a regular expression: a ( is never closed",
        "response-rewrite | {'filters': [{'regex': 'a', 'replace': 'a', 'options': 'jq'}]} |"
            + " /filters/0/options: must match ^[adDijJmosuUx]*\\z",
        "request-validation | {'body_schema': {'$ref': '#'}} | /body_schema: has a $ref that leads to"
            + " itself, or to nothing in this schema: each must be # or a path in it",
        "request-validation | {'header_schema': {'properties': {'a': {'$ref': '#/definitions/a'}},"
            + " 'definitions': {'a': {'$ref': '#/definitions/b'}, 'b': {'$ref':"
            + " '#/definitions/a'}}}} | /header_schema: has a $ref that leads to itself, or to nothing"
            + " in this schema: each must be # or a path in it",
        "request-validation | {'body_schema': {'not': {'$ref': 'https://a.example/b'}}} | /body_schema:"
            + " has a $ref that leads to itself, or to nothing in this schema: each must be # or a"
            + " path in it",
        "request-validation | {'body_schema': {'type': 'text'}} | /body_schema/type: must be a type of"
            + " JSON Schema, or an array of these",
        "request-validation | {'body_schema': {'properties': {'a': {'required': true}}}} |"
            + " /body_schema/properties/a/required: must be an array",
        "request-validation | {'body_schema': {'enum': []}} | /body_schema/enum: must have at least 1"
            + " elements",
        "request-validation | {'body_schema': {'enum': [null]}} | /body_schema/enum/0: must be a string"
            + " or a number or true or false or an object or an array",
        "ai-prompt-decorator | {'append': [[]]} | /append/0: must be an object",
        "request-validation | {'body_schema': {'allOf': [7]}} | /body_schema/allOf/0: must be an object"
            + " or true or false",
        "ua-restriction | {'denylist': ['a', '[']} | /denylist/1: must be a regular expression: a [ is"
            + " never closed",
        "uri-blocker | {'block_rules': ['*']} | /block_rules/0: must be a regular expression: there is"
            + " nothing to repeat before a quantifier",
        "ai-prompt-guard | {'deny_patterns': ['a)']} | /deny_patterns/0: must be a regular expression: a"
            + " ) closes nothing",
        "cors | {'timing_allow_origins_by_regex': ['(']} | /timing_allow_origins_by_regex/0: must be a"
            + " regular expression: a ( is never closed",
        "cors | {'allow_credential': true} | : needs allow_headers and allow_methods and allow_origins",
        "cors | {'allow_credential': true, 'allow_origins': 'https://a', 'allow_methods': '*',"
            + " 'allow_headers': 'a'} | /allow_methods: must be given, and not be *: allow_credential"
            + " is true",
        "redirect | {'regex_uri': ['(', '/a']} | /regex_uri/0: must be a regular expression: a ( is"
            + " never closed",
        "redirect | {'regex_uri': ['^/(.*)', '/$name']} | /regex_uri/1: must be a replacement: $1 or"
            + " ${1} is what a group matched, $$ a dollar sign",
        "redirect | {'http_to_https': true, 'append_query_string': true} | : may not have both"
            + " http_to_https and append_query_string",
        "proxy-rewrite | {'regex_uri': ['a', 'b', 'c']} | /regex_uri: must have a multiple of 2"
            + " elements",
        "proxy-rewrite | {'regex_uri': ['a', 'b', '\\\\', 'd']} | /regex_uri/2: must be a regular"
            + " expression: it ends in a backslash",
        "file-logger | {'path': 'a', 'match': [[]]} | /match/0: must have at least 1 elements",
        "mocking | {'response_example': 'a', 'content_type': 'text/css'} | /content_type: must be"
            + " application/json, application/xml, text/html, text/plain or text/xml, with one"
            + " parameter at most",
        "limit-count | {'rules': [], 'count': 1} | : may not have rules beside count, time_window or"
            + " group",
        "limit-count | {'rules': [{'count': 1, 'time_window': 1, 'key': 'a'}, {'count': 2,"
            + " 'time_window': 2, 'key': 'a'}]} | /rules: may not have two rules of the same key",
        "limit-count | {'count': 1, 'time_window': 1, 'policy': 'redis', 'redis_host': 'rr',"
            + " 'sync_interval': 0} | /sync_interval: must be a number of at least 0.1",
        "limit-count | {'count': 1, 'time_window': 1, 'policy': 'redis', 'redis_host': 'rr',"
            + " 'sync_interval': 1} | : needs a sync_interval that is smaller than time_window",
        "workflow | {'rules': [{'actions': [['limit-count', {'count': 1, 'time_window': 1, 'group':"
            + " 'a'}]]}]} | /rules/0/actions/0/1: may not have group",
        "cas-auth | {'idp_uri': 'a', 'cas_callback_uri': 'b', 'logout_uri': 'c', 'cookie': {'secret':"
            + " '01234567890123456789012345678901', 'samesite': 'None', 'secure': false}} |"
            + " /cookie/secure: must be true",
        "proxy-cache | {'cache_strategy': 'memory', 'cache_zone': 'disk_cache_one'} | /cache_zone: must"
            + " be a zone in memory",
        "openid-connect | {'client_id': 'a', 'discovery': 'b', 'client_secret': 'c'} | : needs session"
            + " with a secret unless bearer_only is true",
        "openid-connect | {'client_id': 'a', 'discovery': 'b', 'bearer_only': true} | : needs"
            + " client_secret, public_key, use_jwks or private_key_jwt for introspection: bearer_only"
            + " is true",
        "ai-proxy | {'provider': 'vertex-ai', 'auth': {}} | : needs provider_conf with project_id and"
            + " region, or override with endpoint, for vertex-ai",
        "ai-request-rewrite | {'prompt': 'a', 'provider': 'openai-compatible', 'auth': {}} | : needs"
            + " override",
        "jwe-decrypt | {'header': 'a'} | : needs forward_header"
      })
  void whatAGatewayWouldDropIsRefused(String plugin, String configuration, String problem) {
    assertEquals(
        "failed to check the configuration of plugin %s err: /plugins/%s%s"
            .formatted(plugin, plugin, problem),
        refusal(ResourceKind.ROUTE, routeWith("'" + plugin + "': " + configuration)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "jwt-auth | {'key': 'a', 'algorithm': 'RS256', 'public_key': 'b', 'base64_secret': true} | :"
            + " needs secret",
        "jwt-auth | {'key': 'a', 'base64_secret': true, 'secret': 'a.b'} | /secret: must be base64 in"
            + " the alphabet with + and /",
        "jwe-decrypt | {'key': 'a', 'is_base64_encoded': true, 'secret': 'a.b'} | /secret: must be 32"
            + " bytes in base64url: is_base64_encoded is true"
      })
  void whatAGatewayWouldDropOfAConsumerIsRefused(
      String plugin, String configuration, String problem) {
    assertEquals(
        "failed to check the configuration of plugin %s err: /plugins/%s%s"
            .formatted(plugin, plugin, problem),
        refusal(ResourceKind.CONSUMER, consumerWith(plugin, configuration)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "response-rewrite | {'headers': {'a': 'b', 'set': 7}}",
        "response-rewrite | {'headers': {'add': ['a: b'], 'set': {'a': 1}, 'remove': ['c']}}",
        "response-rewrite | {'body_base64': true, 'body': 'YQ'}",
        "response-rewrite | {'body_base64': true, 'body': '$secret://vault/1/a/b'}",
        "response-rewrite | {'body_base64': false, 'body': '?'}",
        "response-rewrite | {'filters': [{'regex': '^a+b$', 'replace': '$', 'options': 'jio'}]}",
        "request-validation | {'body_schema': {'type': ['object', 'null'], 'required': ['a'],"
            + " 'properties': {'a': {'$ref': '#/definitions/a'}, 'self': {'$ref': '#'}},"
            + " 'definitions': {'a': {'type': 'number', 'minimum': 1, 'exclusiveMinimum': true}}}}",
        "request-validation | {'header_schema': {'items': [{'const': 1}], 'additionalProperties': false}}",
        "ua-restriction | {'allowlist': ['^a{2', '$env://LIST']}",
        "cors | {'allow_credential': true, 'allow_origins': '$env://ORIGINS', 'allow_methods': 'GET',"
            + " 'allow_headers': '**'}",
        "redirect | {'regex_uri': ['^/(a)/(.*)', '/$2/${1}0$$']}",
        "redirect | {'regex_uri': ['$env://A', '$env://B']}",
        "proxy-rewrite | {'regex_uri': ['a', 'b', '^/c', '/d']}",
        "limit-count | {'count': 1, 'time_window': '$a', 'policy': 'redis', 'redis_host': 'rr',"
            + " 'sync_interval': 1}",
        "limit-count | {'count': 1, 'time_window': 60, 'policy': 'redis', 'redis_host': 'rr',"
            + " 'sync_interval': -1}",
        "mocking | {'response_example': 'a', 'content_type': 'text/plain;charset=utf8'}",
        "openid-connect | {'client_id': 'a', 'discovery': 'b', 'bearer_only': true, 'use_jwks': true}",
        "proxy-cache | {'cache_strategy': 'memory', 'cache_zone': 'memory_cache'}"
      })
  void whatAGatewayTakesPasses(String plugin, String configuration) {
    check(ResourceKind.ROUTE, routeWith("'" + plugin + "': " + configuration));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "jwt-auth | {'key': 'a', 'base64_secret': true, 'secret': 'YWJj'}",
        "jwt-auth | {'key': 'a', 'base64_secret': true, 'secret': '$secret://vault/1/a/b'}",
        "jwe-decrypt | {'key': 'a', 'is_base64_encoded': true, 'secret':"
            + " 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE='}"
      })
  void whatAGatewayTakesOfAConsumerPasses(String plugin, String configuration) {
    check(ResourceKind.CONSUMER, consumerWith(plugin, configuration));
  }

  private static String consumerWith(String plugin, String configuration) {
    return "{'username': 'j', 'plugins': {'" + plugin + "': " + configuration + "}}";
  }
}
