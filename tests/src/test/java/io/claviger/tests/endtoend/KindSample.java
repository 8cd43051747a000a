package io.claviger.tests.endtoend;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A resource of a kind, as a writer gives it.
 *
 * @param address below {@code /apisix/admin/}, and below {@code /apisix/} for data planes
 * @param id as its document repeats it
 * @param post what POST to its kind answers
 * @param patch what PATCH answers
 */
record KindSample(String address, String id, String document, int post, int patch) {
  /** All kinds, each after those that it names. */
  static List<KindSample> all() {
    List<KindSample> samples = new ArrayList<>();
    TestCertificate server = TestCertificate.of("a.example");
    TestCertificate client = TestCertificate.of("client.example");
    samples.add(sample("ssls/server", server.ssl("a.example"), 201, 200));
    samples.add(
        sample(
            "ssls/client",
            Json.of("{'type':'client','cert':%s,'key':%s}", client.certificate(), client.key()),
            201,
            200));
    samples.add(
        sample(
            "upstreams/u",
            Json.of(
                "{'nodes':{'127.0.0.1:80':1},'scheme':'https','tls':{'client_cert_id':'client'}}"),
            201,
            200));
    samples.add(
        sample(
            "protos/p",
            Json.of("{'content':'syntax = \\'proto3\\';','desc':'greetings'}"),
            201,
            405));
    samples.add(
        sample(
            "secrets/vault/1",
            Json.of("{'uri':'https://vault:8200','prefix':'kv','token':'the token of vault'}"),
            405,
            200));
    samples.add(
        sample(
            "secrets/aws/a",
            Json.of("{'access_key_id':'AKIA','secret_access_key':'of aws','region':'eu-west-1'}"),
            405,
            200));
    samples.add(
        sample(
            "secrets/gcp/g",
            Json.of(
                "{'auth_config':{'client_email':'a@b','private_key':'of gcp','project_id':'p'}}"),
            405,
            200));
    samples.add(
        sample(
            "plugin_configs/pc",
            Json.of(
                "{'desc':'d','plugins':{'traffic-split':{'rules':[{'weighted_upstreams':"
                    + "[{'upstream_id':'u','weight':1},{'weight':1}]}]}}}"),
            405,
            200));
    samples.add(
        sample(
            "consumer_groups/cg",
            Json.of(
                "{'name':'gold','plugins':{'limit-count':{'count':1,'time_window':60,"
                    + "'policy':'redis','redis_host':'127.0.0.1','redis_password':'of redis'}}}"),
            405,
            200));
    samples.add(
        sample(
            "services/s",
            Json.of(
                "{'upstream_id':'u','plugins':{'grpc-transcode':{'proto_id':'p',"
                    + "'service':'a.B','method':'C'}}}"),
            201,
            200));
    samples.add(
        sample(
            "routes/r",
            Json.of("{'uri':'/a','service_id':'s','plugin_config_id':'pc'}"),
            201,
            200));
    samples.add(
        sample(
            "stream_routes/st",
            Json.of(
                "{'server_port':9100,'upstream_id':'u','plugins':{'limit-conn':{'conn':1,"
                    + "'burst':0,'default_conn_delay':0.1,'key':'remote_addr'}}}"),
            201,
            405));
    samples.add(
        sample(
            "global_rules/gr", Json.of("{'plugins':{'response-rewrite':{'body':'x'}}}"), 405, 200));
    samples.add(
        sample(
            "plugin_metadata/http-logger",
            Json.of("{'log_format':{'host':'$host','unknown':{'to':'us'}}}"),
            405,
            405));
    samples.add(
        new KindSample(
            "consumers/jack",
            "jack",
            Json.of(
                "{'username':'jack','group_id':'cg',"
                    + "'plugins':{'basic-auth':{'username':'jack','password':'of jack'}}}"),
            405,
            405));
    samples.add(
        new KindSample(
            "consumers/jack/credentials/c1",
            "c1",
            Json.of("{'desc':'first','plugins':{'key-auth':{'key':'jacks key'}}}"),
            405,
            405));
    return samples;
  }

  private static KindSample sample(String address, String document, int post, int patch) {
    String below = address.substring(address.indexOf('/') + 1);
    return new KindSample(address, below, document, post, patch);
  }

  /** The address without its last part: the list that it is in. */
  String list() {
    return address.startsWith("secrets/")
        ? "secrets"
        : address.substring(0, address.lastIndexOf('/'));
  }

  String idMember() {
    return list().equals("consumers") ? "username" : "id";
  }

  /** What a data plane must have: the document with its id, without its times. */
  JsonObject delivered() {
    return JsonTree.object(StrictJson.parse(document).asJsonObject()).add(idMember(), id).build();
  }

  static JsonObject withoutTimes(JsonValue document) {
    return JsonTree.object(document.asJsonObject())
        .remove("create_time")
        .remove("update_time")
        .build();
  }

  @Override
  public String toString() {
    return address;
  }
}
