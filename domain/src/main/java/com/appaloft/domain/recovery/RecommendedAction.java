package com.appaloft.domain.recovery;

/**
 * A safe next step (mission page: "safe next actions such as opening detail, logs, the event stream, or a diagnostic summary").
 *
 * @param operation the stable name of what to call
 * @param command whether it changes anything; queries come first
 * @param href path below the server's URL
 * @param cli command line that does it
 */
public record RecommendedAction(String operation, boolean command, String label, String href, String cli) {}
