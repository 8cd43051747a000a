package io.claviger.adapters.catalogue;

import static io.claviger.adapters.catalogue.Fixture.check;
import static io.claviger.adapters.catalogue.Fixture.refusal;
import static io.claviger.adapters.catalogue.Fixture.routeWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.resource.ResourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
  private static final String BAD = "[['uri', '!=', '/a']]";

  private static String routeIf(String vars) {
    return "{'uri': '/a', 'upstream_id': 'u', 'vars': " + vars + "}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[['arg_a', '==', 'b']]",
        "[['arg_a', '==', null], ['arg_b', '~=', 1], ['arg_c', '==', true]]",
        "[['arg_a', '!', 'IN', ['b', 1]]]",
        "['or', ['arg_a', '>', 1], ['arg_b', '<=', '0x10']]",
        "['!AND', ['arg_a', '<', ' -1.5e3 '], ['OR', ['a', 'has', 'b'], ['c', '>=', 2]]]",
        "[['OR', ['a', '==', 'b'], ['c', '==', 'd']], ['e', '==', 'f']]",
        "[[['a', '==', 'b'], ['c', '==', 'd']], ['!OR', ['e', '~~', 'f'], ['g', '~*', 1]]]",
        "[['remote_addr', 'ipmatch', ['10.0.0.0/8', '::1', 'fe80::/10']]]",
        "[['remote_addr', 'ipmatch', '127.0.0.1']]",
        "[['arg_a', 'b'], ['arg_c', 1]]",
        "[['uri', '~~', '^/api/{id}/(?<name>[a-z]+)(?:x|y){1,3}?[]a-c-]++\\\\.json$']]"
      })
  void conditionsThatAGatewayCompilesPass(String vars) {
    check(ResourceKind.ROUTE, routeIf(vars));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "['a', '==', 'b'] | /vars: must be a list of comparisons, or start with OR, AND, !OR or !AND",
        "[1] | /vars: must be a list of comparisons, or start with OR, AND, !OR or !AND",
        "[[]] | /vars/0: must not be empty",
        "[{}] | /vars: must be a list of comparisons, or start with OR, AND, !OR or !AND",
        "[['a', '==', 'b'], 'c'] | /vars/1: must be a comparison: an array of a variable, an operator"
            + " and a value",
        "['OR', ['a', '==', 'b']] | /vars: needs at least two conditions after its operator",
        "['OR', ['a', '==', 'b'], ['AND', ['c', '==', 'd'], ['e', '=', 'f']]] | /vars/2/2/1: must be"
            + " one of == ~= > >= < <= ~~ ~* in has ipmatch",
        "[['a', '!=', 'b']] | /vars/0/1: must be one of == ~= > >= < <= ~~ ~* in has ipmatch",
        "[['a', 'is', '==', 'b']] | /vars/0/1: must be !, or there is an element too many",
        "[['a', '==', 'b', 'c', 'd']] | /vars/0: must have a variable, an operator and a value",
        "[['a']] | /vars/0: must have a variable, an operator and a value",
        "[['a', '==']] | /vars/0: must have a variable, an operator and a value",
        "[['a', 'Jack']] | /vars/0: must have a variable, an operator and a value",
        "[[7, '==', 'b']] | /vars/0/0: must be the name of a variable, or OR, AND, !OR or !AND",
        "[['a', '>', 'b']] | /vars/0/2: must be a number",
        "[['a', '==', ['b']]] | /vars/0/2: must be a string, a number, true, false or null: nothing"
            + " else is ever equal",
        "[['a', 'in', 'b']] | /vars/0/2: must be an array of strings or numbers",
        "[['a', 'in', [['b']]]] | /vars/0/2: must be an array of strings or numbers",
        "[['a', 'ipmatch', []]] | /vars/0/2: must be an IPv4 or IPv6 address, a range in CIDR notation,"
            + " or an array of these",
        "[['a', '!', 'ipmatch', ['10.0.0.0/33']]] | /vars/0/3: must be an IPv4 or IPv6 address, a range"
            + " in CIDR notation, or an array of these",
        "[['a', '~~', null]] | /vars/0/2: must be a regular expression",
        "[['a', '~~', '(']] | /vars/0/2: must be a regular expression: a ( is never closed"
      })
  void conditionsThatAGatewayDropsOrNeverMeetAreRefusedWithThePlace(String vars, String problem) {
    assertEquals("invalid configuration: " + problem, refusal(ResourceKind.ROUTE, routeIf(vars)));
  }

  @Test
  void conditionsAreBounded() {
    String deep = "['a', '==', 'b']";
    for (int i = 1; i < Conditions.MAX_DEPTH; i++) {
      deep = "[" + deep + "]";
    }
    check(ResourceKind.ROUTE, routeIf(deep));
    assertTrue(
        refusal(ResourceKind.ROUTE, routeIf("[" + deep + "]"))
            .endsWith("is nested deeper than 16 levels"));
    String many = "['a', '==', 'b'],".repeat(Conditions.MAX_COMPARISONS);
    check(ResourceKind.ROUTE, routeIf("[" + many.substring(0, many.length() - 1) + "]"));
    assertTrue(
        refusal(ResourceKind.ROUTE, routeIf("[" + many + "['a', '==', 'b']]"))
            .endsWith("is one of more than 1000 comparisons"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'cors': {'_meta': {'filter': BAD}}",
        "'traffic-split': {'rules': [{'match': [{'vars': BAD}]}]}",
        "'response-rewrite': {'vars': BAD}",
        "'workflow': {'rules': [{'case': BAD, 'actions': [['return', {'code': 403}]]}]}",
        "'workflow': {'rules': [{'actions': [['limit-count', {'count': 1, 'time_window': 1, '_meta':"
            + " {'filter': BAD}}]]}]}",
        "'fault-injection': {'abort': {'http_status': 500, 'vars': [BAD]}}",
        "'fault-injection': {'delay': {'duration': 1, 'vars': [BAD]}}",
        "'traffic-label': {'rules': [{'match': BAD, 'actions': [{'weight': 1}]}]}",
        "'chaitin-waf': {'match': [{'vars': BAD}]}",
        "'file-logger': {'path': 'a', 'match': [BAD]}",
        "'http-logger': {'uri': 'http://a', 'include_req_body_expr': BAD}",
        "'rocketmq-logger': {'nameserver_list': ['a:1'], 'topic': 't', 'include_resp_body_expr': BAD}"
      })
  void aConditionIsCheckedWhereverItStands(String plugins) {
    String message = refusal(ResourceKind.ROUTE, routeWith(plugins.replace("BAD", BAD)));
    assertTrue(message.contains("/0/1: must be one of =="), message);
    check(ResourceKind.ROUTE, routeWith(plugins.replace("BAD", BAD.replace("!=", "~="))));
  }

  /** What a gateway takes, and then cannot evaluate. */
  @Test
  void aMatchOfTheFileLoggerIsAListOfConditions() {
    String message =
        refusal(
            ResourceKind.ROUTE,
            routeWith("'file-logger': {'path': 'a', 'match': [['uri', '==', '/a']]}"));
    assertTrue(message.contains("/plugins/file-logger/match/0: must be a list"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "a)",
        "[a",
        "[]",
        "[^]",
        "a**",
        "*a",
        "(+)",
        "a|?",
        "a{2,1}",
        "a{70000}",
        "(?",
        "(?a",
        "[z-a]",
        "a\\",
        "(?#x",
        "(?P<n",
        "[[:alpha:]"
      })
  void anExpressionThatDoesNotCompileIsRefused(String expression) {
    String reason = RegularExpression.problem(expression).orElseThrow();
    assertTrue(reason.startsWith("must be a regular expression: "), reason);
  }

  /** What PCRE takes is not what Java takes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "^/a/{id}$",
        "[]a]",
        "[^]a]",
        "[[:alpha:]-z]",
        "a{,3}",
        "a{",
        "(?i)a",
        "(?<n>a)\\k<n>",
        "(?P<n>a)(?P=n)",
        "(?'n'a)",
        "(?#a(b)c",
        "\\Q(\\E",
        "[\\Q]\\E]",
        "(?(1)a|b)",
        "(a)(?1)",
        "(?R)?",
        "a++b*+c?+",
        "(?|a|b)",
        "(?>a)",
        "(?<=a)b(?<!c)",
        "a{2}?",
        "(*UTF8)a",
        "(?x) a # (",
        "()",
        "a||b",
        "[a\\]b]",
        "\\(",
        "[z\\-a]",
        "[a-c-b]",
        "^*",
        "[--/]"
      })
  void anExpressionThatPcreTakesPasses(String expression) {
    assertEquals("", RegularExpression.problem(expression).orElse(""));
  }

  @Test
  void aLongExpressionIsRefusedAndALongestOneIsReadOnce() {
    assertTrue(RegularExpression.problem("a".repeat(4097)).isPresent());
    for (String piece : new String[] {"(", "[", "a*", "(?:", "\\Q", "[[:", "{1,", "(?#", "(*"}) {
      RegularExpression.problem(piece.repeat(4096 / piece.length()));
    }
  }
}
