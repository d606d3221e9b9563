package com.appaloft.infrastructure.source.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A bare repository on the disk, written object by object, so that a tree may be what no checkout would make. */
public final class GitForTests implements AutoCloseable {
    private static final PersonIdent SOMEBODY = new PersonIdent("somebody", "somebody@example.org", 0, 0);

    private final Path folder;
    private final Repository repository;
    private final Map<String, Entry> entries = new TreeMap<>();

    private record Entry(FileMode mode, ObjectId id) {}

    public GitForTests(Path folder) throws IOException {
        this.folder = folder;
        IsolatedSystem.install();
        repository =
                new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
        repository.create(true);
        repository.updateRef(Constants.HEAD).link("refs/heads/main");
    }

    public String address() {
        return "file://" + folder;
    }

    Repository repository() {
        return repository;
    }

    public GitForTests file(String path, String text) throws IOException {
        return put(path, FileMode.REGULAR_FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    public GitForTests executable(String path, byte[] content) throws IOException {
        return put(path, FileMode.EXECUTABLE_FILE, content);
    }

    GitForTests link(String path, String target) throws IOException {
        return put(path, FileMode.SYMLINK, target.getBytes(StandardCharsets.UTF_8));
    }

    GitForTests module(String path) {
        entries.put(path, new Entry(FileMode.GITLINK, ObjectId.fromString("12".repeat(20))));
        return this;
    }

    private GitForTests put(String path, FileMode mode, byte[] content) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            entries.put(path, new Entry(mode, inserter.insert(Constants.OBJ_BLOB, content)));
            inserter.flush();
        }
        return this;
    }

    /** Moves the branch to a commit of what was put so far. @return its id */
    public String commit(String branch) throws IOException {
        var index = DirCache.newInCore();
        var builder = index.builder();
        entries.forEach((path, entry) -> {
            var one = new DirCacheEntry(path);
            one.setFileMode(entry.mode());
            one.setObjectId(entry.id());
            builder.add(one);
        });
        builder.finish();
        try (var inserter = repository.newObjectInserter()) {
            return commit(branch, index.writeTree(inserter), inserter);
        }
    }

    /** A commit of this very tree, valid or not. */
    String commit(String branch, byte[] tree) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            return commit(branch, inserter.insert(Constants.OBJ_TREE, tree), inserter);
        }
    }

    private String commit(String branch, ObjectId tree, ObjectInserter inserter) throws IOException {
        var commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setAuthor(SOMEBODY);
        commit.setCommitter(SOMEBODY);
        commit.setMessage("as it is");
        var parent = repository.resolve("refs/heads/" + branch);
        if (parent != null) {
            commit.setParentId(parent);
        }
        var id = inserter.insert(commit);
        inserter.flush();
        point("refs/heads/" + branch, id);
        return id.name();
    }

    void tag(String name, String commit) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var tag = new TagBuilder();
            tag.setTag(name);
            tag.setObjectId(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
            tag.setTagger(SOMEBODY);
            tag.setMessage("released");
            var id = inserter.insert(tag);
            inserter.flush();
            point("refs/tags/" + name, id);
        }
    }

    void point(String ref, ObjectId id) throws IOException {
        var update = repository.updateRef(ref);
        update.setNewObjectId(id);
        update.forceUpdate();
    }

    @Override
    public void close() {
        repository.close();
    }
}
