package hello;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/** Run with: javac -d build src/hello/*.java test/hello/*.java; java -cp build hello.MainTest */
public final class MainTest {
    private static int failures;

    private MainTest() {}

    public static void main(String[] arguments) throws IOException {
        expect("Ada\n", Main.ALL_WELL, "Hello, Ada!\n", "");
        expect("Ada\r\n\n Grace Hopper \n", Main.ALL_WELL, "Hello, Ada!\nHello, Grace Hopper!\n", "");
        expect("Zoë", Main.ALL_WELL, "Hello, Zoë!\n", "");
        expect("x".repeat(61) + "\nAda\n", Main.REFUSED, "Hello, Ada!\n", "a name has at most 60 letters");
        expect("", Main.NO_INPUT, "", "no input: ");
        expect("\n \n", Main.NO_INPUT, "", "no input: ");
        System.out.println(failures == 0 ? "all tests passed" : failures + " failed");
        System.exit(failures == 0 ? 0 : 1);
    }

    private static void expect(String input, int code, String out, String error) throws IOException {
        var printed = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        int ended = Main.run(new BufferedReader(new StringReader(input)), utf8(printed), utf8(complained));
        String said = printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        String complaint = complained.toString(StandardCharsets.UTF_8);
        if (ended != code || !said.equals(out) || !complaint.startsWith(error) || error.isEmpty() != complaint.isEmpty()) {
            failures++;
            System.err.printf("given %s: exit code %d, printed %s, complained %s%n", input, ended, said, complaint);
        }
    }

    private static PrintStream utf8(ByteArrayOutputStream into) {
        return new PrintStream(into, true, StandardCharsets.UTF_8);
    }
}
