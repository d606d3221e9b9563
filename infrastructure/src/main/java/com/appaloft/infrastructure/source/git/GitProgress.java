package com.appaloft.infrastructure.source.git;

import com.appaloft.application.port.Operation;
import org.eclipse.jgit.lib.ProgressMonitor;

/** Tells each step of a fetch once, and stops it when it is canceled or given up. */
final class GitProgress implements ProgressMonitor {
    private final Operation operation;

    GitProgress(Operation operation) {
        this.operation = operation;
    }

    @Override
    public void start(int totalTasks) {
        // each task tells itself
    }

    @Override
    public void beginTask(String title, int totalWork) {
        if (!title.startsWith("remote:")) {
            operation.line("system", title);
        }
    }

    @Override
    public void update(int completed) {
        // a line for each object would drown the rest
    }

    @Override
    public void endTask() {
        // the next task tells itself
    }

    @Override
    public boolean isCancelled() {
        return operation.canceled() || Thread.currentThread().isInterrupted();
    }

    @Override
    public void showDuration(boolean enabled) {
        // durations belong to phases
    }
}
