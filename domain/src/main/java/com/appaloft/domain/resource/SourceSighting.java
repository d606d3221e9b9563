package com.appaloft.domain.resource;

/** What was seen of a source when it was last read: whose it is and what it declares. */
public record SourceSighting(ProjectIdentity project, SourceDeclaration declaration) {
    public static final SourceSighting NOTHING = new SourceSighting(ProjectIdentity.UNKNOWN, SourceDeclaration.NOTHING);
}
