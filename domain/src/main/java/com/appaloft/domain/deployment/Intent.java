package com.appaloft.domain.deployment;

import com.appaloft.domain.resource.Profile;

/** What was asked for, frozen when the attempt was admitted: the profile and the configuration of that moment. */
public record Intent(Profile profile, EnvironmentSnapshot environment) {}
