package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationTest {
    private static final String ACME = "'host':{'name':['good']},'tls':{'enable':true,'auto':true";
    private static final String TLS = "'tls':{'enable':true,'cert_file':'/dev/null','key_file':'/dev/null'}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "'id':''; id; a value is required",
                "'ffmpeg':{'binary':''}; ffmpeg.binary; a value is required",
                "'ffmpeg':{'binary':'nope'}; ffmpeg.binary; nope not found or is not executable",
                "'api':{'auth':{'enable':true,'username':'u'}}; api.auth.enable;"
                        + "api.auth.username and api.auth.password must be set",
                "'api':{'auth':{'auth0':{'enable':true}}}; api.auth.auth0.enable; at least one tenants must be set",
                "'api':{'auth':{'auth0':{'enable':true,'tenants':[{'domain':'d','audience':'a'}]}}};"
                        + "api.auth.auth0.tenants; domain, audience, and clientid must be set (tenant 0)",
                "'tls':{'enable':true}; tls.enable; tls.certfile and tls.keyfile must be set",
                "'tls':{'enable':true,'auto':true}; host.name;"
                        + "a hostname must be set in order to get an automatic TLS certificate",
                "'tls':{'enable':true,'auto':true},'host':{'name':['::1']}; host.name;"
                        + "only host names are allowed if automatic TLS is enabled, but found IP address: ::1",
                "'tls':{'enable':true,'auto':true},'host':{'name':['good','bad']}; host.name;"
                        + "the host 'bad' can't be resolved and will not work with automatic TLS",
                "@ACME,'acme':{'challenges':['dns-01']}}; tls.acme.challenges;"
                        + "dns-01 is not known, there are http-01, tls-alpn-01",
                "@ACME,'acme':{'challenges':[]}}; tls.acme.challenges;"
                        + "must name at least one of http-01, tls-alpn-01",
                "@ACME,'acme':{'directory':'ftp://ca.example/dir'}}; tls.acme.directory;"
                        + "must be the http or https URL of an ACME directory",
                "@TLS,'rtmp':{'enable_tls':true}; rtmp.enable;"
                        + "RTMP server must be enabled if RTMPS server is enabled",
                "'rtmp':{'enable':true,'enable_tls':true}; rtmp.enable_tls;"
                        + "RTMPS server can only be enabled if TLS is enabled",
                "@TLS,'rtmp':{'enable':true,'enable_tls':true,'address_tls':''}; rtmp.address_tls;"
                        + "RTMPS server address must be set",
                "@TLS,'rtmp':{'enable':true,'enable_tls':true,'address':':1936'}; rtmp.address;"
                        + "The RTMP and RTMPS server can't listen on the same address",
                "'storage':{'memory':{'auth':{'username':''}}}; storage.memory.auth.enable;"
                        + "storage.memory.auth.username and storage.memory.auth.password must be set",
                "'storage':{'s3':[{'name':'mem','mountpoint':'/x'}]}; storage.s3;"
                        + "the name mem is already in use or reserved",
                "'storage':{'s3':[{'name':'a','mountpoint':'memfs/'}]}; storage.s3;"
                        + "the mount point '/memfs' is already in use (mem)",
                "'storage':{'s3':[{'name':'a','mountpoint':'/x'},{'name':'b','mountpoint':'x/'}]}; storage.s3;"
                        + "the mount point '/x' is already in use (a)",
                "'storage':{'s3':[{'name':'a','mountpoint':'/a//b','endpoint':'e','bucket':'b'}]}; storage.s3;"
                        + "the mount point '/a//b' may have only letters, digits and -._~ between single slashes",
                "'storage':{'s3':[{'name':'a','mountpoint':'/x/../api','endpoint':'e','bucket':'b'}]}; storage.s3;"
                        + "the mount point '/x/../api' may have only letters, digits and -._~ between single slashes",
                "'playout':{'enable':true,'min_port':5,'max_port':5}; playout.min_port;"
                        + "must be bigger than playout.max_port",
                "'playout':{'max_port':70000}; playout.max_port; 70000 is not in the range of [0, 65535]",
                "'storage':{'disk':{'cache':{'ttl_seconds':-1}}}; storage.disk.cache.ttl_seconds;"
                        + "must be equal or greater than 0",
                "'storage':{'disk':{'cache':{'max_size_mbytes':1,'max_file_size_mbytes':2}}};"
                        + "storage.disk.cache.max_size_mbytes;"
                        + "the max cache size has to be bigger than the max file size",
                "'service':{'enable':true}; service.token; must be non-empty",
                "'service':{'enable':true,'url':''}; service.url; must be non-empty",
                "'metrics':{'enable':true,'range_sec':0}; metrics.range_seconds; must be greater 0",
                "'metrics':{'enable':true,'interval_sec':0}; metrics.interval_seconds; must be greater 0",
                "'metrics':{'enable':true,'interval_sec':301}; metrics.interval_seconds;"
                        + "must be smaller than the range",
                "'sessions':{'session_timeout_sec':0}; sessions.session_timeout_sec;"
                        + "must be equal or greater than 1",
                "'sessions':{'persist_interval_sec':-1}; sessions.persist_interval_sec;"
                        + "must be at equal or greater than 0",
                "'address':':70000'; address; 70000 is not in the range of [0, 65535]",
                "'srt':{'address':':70000'}; srt.address; 70000 is not in the range of [0, 65535]",
                "'rtmp':{'enable':true,'address':':8080'}; rtmp.address; :8080 is already the address of address",
                "'srt':{'enable':true,'passphrase':'short'}; srt.passphrase;"
                        + "must have from 10 to 79 bytes, but has 5",
                "'router':{'routes':{'/apifoo':'/x'}}; router.routes;"
                        + "incorrect routes provided: the prefix of the route /apifoo is blocked",
                "'router':{'ui_path':'/','routes':{'/ui/x':'/x'}}; router.routes;"
                        + "incorrect routes provided: the prefix of the route /ui/x is blocked",
                "'ffmpeg':{'access':{'input':{'allow':['(']}}}; ffmpeg.access.input.allow;"
                        + "input address validator: invalid allow expression: '(' (Unclosed group)",
                "'ffmpeg':{'access':{'output':{'block':['[']}}}; ffmpeg.access.output.block;"
                        + "output address validator: invalid block expression: '[' (Unclosed character class)",
                "'webrtc':{'public_ip':'foo'}; webrtc.public_ip; foo is not an IP address",
                "'webrtc':{'max_peers':-1}; webrtc.max_peers; must be equal or greater than 0",
                "'webrtc':{'ice_servers':['http://a']}; webrtc.ice_servers;"
                        + "server 0 must start with stun:, stuns:, turn: or turns:",
                "'trusted_proxies':['1.2.3.4']; trusted_proxies; invalid CIDR address: 1.2.3.4",
                "'api':{'max_body_mbytes':0}; api.max_body_mbytes; must be greater than 0",
                "'log':{'level':'loud'}; log.level; unknown level loud, info is used",
                "'router':{'routes':{'/a':'b'}}; router.routes;"
                        + "the route /a is ignored, for its target does not start with /",
            })
    void tells(String fields, String name, String message) throws Exception {
        assertThat(findings(fields)).contains(name + ": " + message);
    }

    @Test
    void refusesExpressionsThatAreTooLongToParse() throws Exception {
        assertThat(findings("'ffmpeg':{'access':{'input':{'block':['" + "(".repeat(100_000) + "']}}}"))
                .contains("ffmpeg.access.input.block: input address validator: block expression of 100000"
                        + " characters, the limit is 1024");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "'name':'n'",
                "'metrics':{'enable':false,'range_sec':0}",
                "'playout':{'min_port':5,'max_port':5}",
                "'tls':{'enable':true,'auto':true},'host':{'name':['good']}",
                "@TLS,'rtmp':{'enable':true,'enable_tls':true}",
                "'storage':{'s3':[{'name':'a','mountpoint':'a','endpoint':'e','bucket':'b'}]}",
                "'router':{'routes':{'/a':'/b','/c/*':'d'}}",
                "'address':':0','rtmp':{'enable':true,'address':':0'}",
                "'rtmp':{'enable':true},'srt':{'enable':true,'address':':1935'}",
                "'webrtc':{'public_ip':'1.2.3.4','ice_servers':['stun:a','turn:u:p@b:1']}",
            })
    void hasNothingToRefuse(String fields) throws Exception {
        assertThat(findings(fields))
                .allMatch(text ->
                        text.startsWith("api.auth.enable: everybody") || text.startsWith("tls.email: certificates"));
    }

    private List<String> findings(String fields) throws Exception {
        String document = "{\"version\":3,"
                + fields.replace("@TLS", TLS).replace("@ACME", ACME).replace('\'', '"') + "}";
        String settled = document.replace("/dev/null", tool().toString());
        Config config = Config.defaults().with(Settings.FFMPEG_BINARY, tool().toString());
        Config changed = ConfigDocument.read(settled.getBytes(StandardCharsets.UTF_8), config)
                .config();
        Surroundings around = new Surroundings(
                folder, Map.of(), hosts -> hosts.stream().filter("bad"::equals).toList());
        return Validation.check(changed, around).stream()
                .map(finding -> finding.setting() + ": " + finding.text())
                .toList();
    }

    private Path tool() throws Exception {
        return ConfigStoreTest.program(folder);
    }
}
