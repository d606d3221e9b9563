package com.appaloft.infrastructure.axon;

import com.appaloft.domain.shared.Identifier;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How single values stand in stored JSON: ids, times and enums, each as one string. */
final class EventValues extends SimpleModule {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    EventValues() {
        super("event-values");
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new Writers());
        context.addDeserializers(new Readers());
    }

    private static final class Writers extends Serializers.Base {
        @Override
        public @Nullable JsonSerializer<?> findSerializer(
                SerializationConfig config, JavaType type, BeanDescription description) {
            var raw = type.getRawClass();
            if (Identifier.class.isAssignableFrom(raw)) {
                return new Text<>(Identifier.class, Identifier::value);
            }
            if (raw == Instant.class) {
                return new Text<>(Instant.class, MILLISECONDS::format);
            }
            if (type.isEnumImplType() && WireWords.spokenBy(raw)) {
                return new Text<>(Enum.class, WireWords::of);
            }
            return null;
        }
    }

    private static final class Readers extends Deserializers.Base {
        @Override
        public @Nullable JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription description) {
            var raw = type.getRawClass();
            if (raw.isRecord() && Identifier.class.isAssignableFrom(raw)) {
                return new Parsed(raw, identifier(raw));
            }
            return raw == Instant.class ? new Parsed(raw, Instant::parse) : null;
        }

        @Override
        public @Nullable JsonDeserializer<?> findEnumDeserializer(
                Class<?> type, DeserializationConfig config, BeanDescription description) {
            if (!WireWords.spokenBy(type)) {
                return null;
            }
            Map<String, Enum<?>> words = WireWords.all(type);
            return new Parsed(type, text -> {
                var constant = words.get(text);
                if (constant == null) {
                    throw new IllegalArgumentException("unknown word for " + type.getSimpleName());
                }
                return constant;
            });
        }
    }

    private static Function<String, Object> identifier(Class<?> type) {
        Constructor<?> constructor;
        try {
            constructor = type.getConstructor(String.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is an id but not a record of one string", e);
        }
        return text -> {
            try {
                return constructor.newInstance(text);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
            }
        };
    }

    private static final class Text<T> extends StdSerializer<T> {
        private final transient Function<T, String> text;

        Text(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(text.apply(value));
        }
    }

    private static final class Parsed extends FromStringDeserializer<Object> {
        private final transient Function<String, Object> parse;

        Parsed(Class<?> type, Function<String, Object> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        protected Object _deserialize(String text, DeserializationContext context) {
            return parse.apply(text);
        }
    }
}
