package haproxyj.bench.relay;

import haproxyj.bench.relay.Figure.Panel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** The ratios of a run as a picture: above those of which more is better, below those of which less is. */
final class RelayChart {
    private static final int WIDTH = 1_400;
    private static final int HEIGHT = 520;
    /** A larger ratio would flatten all the others; its bar reaches the edge. */
    private static final double TALLEST = 3;

    private RelayChart() {}

    /**
     * Draws it beside the JSON file, with the same name.
     *
     * @return what to tell the user: where it is, or why there is none
     */
    static String save(Results results, List<Contestant> contestants, Path json) throws IOException {
        String name = json.toString().replaceFirst("\\.json$", ".png");
        try {
            List<CategoryChart> charts = new ArrayList<>();
            for (Panel panel : List.of(Panel.MORE, Panel.LESS)) {
                List<Figure> figures = results.figures().stream()
                        .filter(figure -> figure.bar().panel() == panel)
                        .filter(figure -> results.reference(figure).isPresent())
                        .toList();
                if (!figures.isEmpty()) {
                    charts.add(chart(results, contestants, figures, panel));
                }
            }
            if (charts.isEmpty()) {
                return "no chart: it shows ratios to HAProxy, and there are none";
            }
            BitmapEncoder.saveBitmap(charts, charts.size(), 1, name, BitmapEncoder.BitmapFormat.PNG);
            return "chart: " + name;
        } catch (LinkageError | InternalError e) {
            return "no chart, because this JDK cannot draw text: apt-get install libfreetype6 fontconfig"
                    + " fonts-dejavu-core (" + e.getMessage() + ")";
        }
    }

    private static CategoryChart chart(
            Results results, List<Contestant> contestants, List<Figure> figures, Panel panel) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Ratio to HAProxy (which splices in bulk, and copies else)"
                        + (panel == Panel.MORE ? ": more is better" : ": less is better"))
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisDecimalPattern("0.0");
        chart.getStyler().setAvailableSpaceFill(0.8);
        List<String> labels =
                figures.stream().map(figure -> figure.bar().label()).toList();
        for (Contestant contestant : contestants) {
            if (contestant != Contestant.DIRECT) {
                chart.addSeries(contestant.label(), labels, heights(results, contestant, figures));
            }
        }
        return chart;
    }

    private static List<Double> heights(Results results, Contestant contestant, List<Figure> figures) {
        return figures.stream()
                .map(figure -> results.ratio(figure, contestant)
                        .map(ratio -> Math.max(0, Math.min(TALLEST, ratio.median())))
                        .orElse(0.0))
                .toList();
    }
}
