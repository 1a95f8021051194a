package hello;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Reads names from standard input, one a line, and greets each. */
public final class Main {
    static final int ALL_WELL = 0;
    static final int REFUSED = 1;
    static final int NO_INPUT = 3;
    private static final int LONGEST_NAME = 60;

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        var names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(names, out, System.err));
    }

    /** Greets every name and tells the exit code; a name that is refused does not stop those after it. */
    static int run(BufferedReader names, PrintStream out, PrintStream errors) throws IOException {
        int greeted = 0;
        int refused = 0;
        for (String line = names.readLine(); line != null; line = names.readLine()) {
            String name = line.strip();
            if (name.isEmpty()) {
                continue;
            }
            if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
                errors.println("a name has at most " + LONGEST_NAME + " letters");
                refused++;
                continue;
            }
            out.println("Hello, " + name + "!");
            greeted++;
        }
        if (greeted + refused == 0) {
            errors.println("no input: standard input ended before a name came; try: echo Ada | docker run -i IMAGE");
            return NO_INPUT;
        }
        return refused > 0 ? REFUSED : ALL_WELL;
    }
}
