package media.kern.server.api;

import io.vertx.core.Vertx;
import java.util.List;

/** All resources of the API, in the order of the documentation. */
public record ApiResources(
        AboutResource about,
        LoginResource login,
        ProcessResource processes,
        SkillsResource skills,
        PlayoutResource playout,
        WhepResource whep,
        MetadataResource metadata,
        FileSystemResource files,
        ConfigResource config,
        LogResource log,
        SessionResource sessions,
        WidgetResource widget,
        RtmpResource rtmp) {

    /** A group of operations. */
    interface Resource {
        void register(Endpoints endpoints, Vertx vertx);
    }

    Endpoints endpoints(Vertx vertx) {
        Endpoints endpoints = new Endpoints();
        List<Resource> resources = List.of(
                about, login, processes, skills, playout, whep, metadata, files, config, log, sessions, widget, rtmp);
        resources.forEach(resource -> resource.register(endpoints, vertx));
        return endpoints;
    }
}
