package com.appaloft.infrastructure.axon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.json.ByteArrayToJsonNodeConverter;
import org.axonframework.serialization.json.JsonNodeToByteArrayConverter;
import org.jspecify.annotations.Nullable;

/** Lets Axon store events under their own names and versions, as readable JSON. */
final class EventSerializer implements Serializer {
    private static final TypeReference<Map<String, Object>> ENTRIES = new TypeReference<>() {};

    private final EventCatalog catalog;
    private final ObjectMapper json;
    private final ChainingConverter converter = new ChainingConverter();

    EventSerializer(EventCatalog catalog, ObjectMapper json) {
        this.catalog = catalog;
        this.json = json;
        converter.registerConverter(new JsonNodeToByteArrayConverter(json));
        converter.registerConverter(new ByteArrayToJsonNodeConverter(json));
    }

    @Override
    public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> expected) {
        Objects.requireNonNull(object, "nothing is never stored");
        try {
            var type = typeForClass(object.getClass());
            var text = json.writeValueAsString(object);
            return new SimpleSerializedObject<>(converter.convert(text, expected), expected, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    "cannot be written: " + object.getClass().getName(), e);
        }
    }

    @Override
    public <T> boolean canSerializeTo(Class<T> expected) {
        return converter.canConvert(String.class, expected);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <S, T> T deserialize(SerializedObject<S> stored) {
        var type = classForType(stored.getType());
        if (type == UnknownSerializedType.class) {
            return (T) new UnknownSerializedType(this, stored);
        }
        var text = converter.convert(stored.getData(), stored.getContentType(), String.class);
        try {
            return (T)
                    (type == MetaData.class
                            ? MetaData.from(json.readValue(text, ENTRIES))
                            : json.readValue(text, type));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be read: " + stored.getType().getName(), e);
        }
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        if (type.getName().equals(MetaData.class.getName())) {
            return MetaData.class;
        }
        var stored = new EventCatalog.Stored(type.getName(), Objects.toString(type.getRevision(), ""));
        return catalog.classOf(stored).orElse(UnknownSerializedType.class);
    }

    @Override
    public SerializedType typeForClass(@Nullable Class type) {
        Objects.requireNonNull(type);
        if (MetaData.class.equals(type)) {
            return new SimpleSerializedType(MetaData.class.getName(), null);
        }
        var stored = catalog.storedAs((Class<?>) type)
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " is not in the event catalog"));
        return new SimpleSerializedType(stored.name(), stored.version());
    }

    @Override
    public Converter getConverter() {
        return converter;
    }
}
