package io.claviger.domain.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.json.StrictJson;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPathTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "key             | {'key':'s','other':'n'}                       | /key",
        "auth.header     | {'auth':{'header':'s','query':'n'}}           | /auth/header",
        "auth.header     | {'auth':{'header':{'X-Key':'s','B':'s'}}}     | /auth/header/X-Key,/auth/header/B",
        "keys            | {'keys':['s','s']}                            | /keys/0,/keys/1",
        "list.key        | {'list':[{'key':'s'},{'other':'n'},{'key':'s'}]} | /list/0/key,/list/2/key",
        "list.keys       | {'list':[{'keys':['s']}]}                     | /list/0/keys/0",
        "map             | {'map':{'a/b':'s','c':['s',1]}}               | /map/a~1b,/map/c/0",
        "a.b.c           | {'a':{'b':{'c':'s','d':'n'},'c':'n'},'c':'n'} | /a/b/c",
        "h.<credential>  | {'h':{'Authorization':'s','X-Api-Key':['s'],'X-Tenant':'n'}} | /h/Authorization,/h/X-Api-Key/0",
        "h.<credential>  | {'h':['User-Agent: token','x-token: s','token']} | /h/1",
        "h.<credential>  | {'h':{'set':{'Cookie':'n'}}}                  | -",
        "key             | {'key':1}                                     | -",
        "key             | {'key':null}                                  | -",
        "key             | {'a':{'key':'n'}}                             | -",
        "a.key           | {'a':'n','a.key':'n'}                         | -",
        "a.key           | {'a':{'b':{'key':'n'}}}                       | -",
        "key             | 'n'                                           | -",
        "key             | {}                                            | -"
      })
  void pathsLeadToTheStringsBelowThem(String path, String configuration, String pointers) {
    List<String> expected =
        pointers == null
            ? List.of()
            : Stream.of(pointers.split(",")).map(at -> "/plugins/p" + at).toList();
    assertEquals(
        expected,
        new FieldPath(path)
                .strings(
                    Pointer.of("plugins", "p"), StrictJson.parse(configuration.replace('\'', '"')))
                .stream()
                .map(Pointer::toString)
                .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "key             | {'key':1}                           | /key",
        "key             | {'key':[true,'s',{'a':false}]}      | /key/0,/key/2/a",
        "key             | {'key':null}                        | -",
        "key             | {'key':'1','other':1}               | -",
        "a.key           | {'a':1}                             | -",
        "h.<credential>  | {'h':{'X-Api-Key':[1,'s'],'Age':1}} | /h/X-Api-Key/0",
        "h.<credential>  | {'h':[1]}                           | -"
      })
  void pathsLeadToWhatShouldBeAString(String path, String configuration, String pointers) {
    assertEquals(
        pointers == null ? List.of() : List.of(pointers.split(",")),
        new FieldPath(path)
            .unquoted(Pointer.ROOT, StrictJson.parse(configuration.replace('\'', '"'))).stream()
                .map(Pointer::toString)
                .toList());
  }
}
