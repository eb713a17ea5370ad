// Reads every .vcf of a folder with ez-vcard, and prints each property as a JSON object a line: file, name, values.
//     java -cp /usr/share/java/* CardReader.java FOLDER

import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import ezvcard.Ezvcard;
import ezvcard.VCard;
import ezvcard.io.json.JCardValue;
import ezvcard.io.json.JsonValue;
import ezvcard.io.scribe.ScribeIndex;
import ezvcard.io.scribe.VCardPropertyScribe;
import ezvcard.property.RawProperty;
import ezvcard.property.VCardProperty;
import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

public final class CardReader {
    private static final ScribeIndex SCRIBES = new ScribeIndex();

    public static void main(String[] arguments) throws Exception {
        File[] files = new File(arguments[0]).listFiles((folder, name) -> name.endsWith(".vcf"));
        Arrays.sort(files);
        StringBuilder out = new StringBuilder();
        for (File file : files) {
            List<VCard> cards = Ezvcard.parse(Files.readString(file.toPath())).all();
            if (cards.size() != 1) {
                System.err.println(file.getName() + ": " + cards.size() + " cards");
                System.exit(1);
            }
            for (VCardProperty property : cards.get(0)) {
                print(file.getName(), property, out);
            }
        }
        System.out.print(new String(out.toString().getBytes("UTF-8"), "UTF-8"));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void print(String file, VCardProperty property, StringBuilder out) {
        VCardPropertyScribe scribe = SCRIBES.getPropertyScribe(property);
        String name = scribe.getPropertyName();
        List<String> values = new ArrayList<>();
        if (property instanceof RawProperty) {
            name = ((RawProperty) property).getPropertyName();
            values.add(VObjectPropertyValues.unescape(((RawProperty) property).getValue()));
        } else {
            JCardValue value = scribe.writeJson(property);
            value.getValues().forEach(part -> flatten(part, values));
        }
        out.append("{\"file\":").append(quoted(file)).append(",\"name\":").append(quoted(name)).append(",\"values\":[");
        for (int i = 0; i < values.size(); i++) {
            out.append(i == 0 ? "" : ",").append(quoted(values.get(i)));
        }
        out.append("]}\n");
    }

    private static void flatten(JsonValue part, List<String> into) {
        if (part.getArray() != null) {
            part.getArray().forEach(inside -> flatten(inside, into));
        } else if (part.getValue() != null) {
            into.add(String.valueOf(part.getValue()));
        }
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < 0x20 || c > 0x7E || c == '"' || c == '\\') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
