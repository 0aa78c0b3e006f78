# The same poll by R survey: calibrate(raking), then means and standard errors of every indicator in every unit.
#   Rscript statistics.R FILE   (the file of statistics-steps.ts) -> JSON on stdout
suppressPackageStartupMessages({ library(survey); library(jsonlite) })
path <- commandArgs(TRUE)[1]
n <- file.size(path) / (8 + 1 + 5 + 1 + 20)
connection <- file(path, "rb")
base <- readBin(connection, "double", n)
byte <- function() readBin(connection, "integer", n, size = 1, signed = FALSE)
site <- byte(); age <- byte(); sex <- byte(); district <- byte(); education <- byte(); place <- byte(); unit <- byte()
answers <- lapply(1:20, function(q) c(100, 75, 50, 25, 0)[byte() + 1])
close(connection)
names(answers) <- paste0("q", 0:19)
people <- data.frame(base, site, district, age = factor(age, 0:5), sex = factor(sex, 0:1), education = factor(education, 0:4),
                     place = factor(place, 0:39), unit = factor(unit, 0:49), answers)
share <- function(x) 1e6 * x / sum(x)
of_site <- 1 + ((0:39 * 7) %% 11) / 10
population <- c("(Intercept)" = 1e6, setNames(share(c(1, 1.2, 1.3, 1.1, 0.9, 0.8))[-1], paste0("age", 1:5)), sex1 = 0.51e6,
                setNames(share(c(1.4, 1.3, 1.2, 0.8, 0.5))[-1], paste0("education", 1:4)), setNames(share(of_site)[-1], paste0("place", 1:39)))
invisible(gc(reset = TRUE))
# The district's margin is left out: the site implies it, and R stops at redundant columns.
weighing <- system.time({
  design <- svydesign(ids = ~site, strata = ~district, weights = ~base, data = people, nest = TRUE)
  design <- calibrate(design, ~age + sex + education + place, population, calfun = "raking", epsilon = 1e-12, maxit = 500)
})[["elapsed"]]
estimating <- system.time({
  result <- svyby(make.formula(names(answers)), ~unit, design, svymean)
})[["elapsed"]]
cat(toJSON(list(weighing = weighing, estimating = estimating, memory = sum(gc()[, 6]),
                means = as.vector(coef(result)), errors = unname(unlist(SE(result)))), auto_unbox = TRUE, digits = I(15)))
