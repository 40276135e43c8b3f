package media.kern.server.config;

import java.util.List;

/**
 * A tenant of Auth0 whose tokens are accepted.
 *
 * @param domain of the tenant, without a scheme
 * @param audience the tokens must name
 * @param clientId told to web clients
 * @param users subjects of tokens that are let in
 */
public record Auth0Tenant(String domain, String audience, String clientId, List<String> users) {}
