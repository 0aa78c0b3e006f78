# Small invented surveys, made here from a fixed seed and stored whole in small-designs.json.
#   Rscript small-designs.R          (from this folder)
source("survey-results.R")
set.seed(20260111, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

n <- 260
stratum <- sort(sample(c("north", "middle", "south"), n, replace = TRUE, prob = c(0.3, 0.45, 0.25)))
psu <- paste0("site-", ave(seq_len(n), stratum, FUN = function(i) sample(rep_len(1:(if (length(i) > 80) 6 else 4), length(i)))))
sex <- factor(sample(c("m", "f"), n, replace = TRUE, prob = c(0.4, 0.6)), levels = c("m", "f"))
age <- factor(sample(c("young", "middle", "old", "unknown"), n, replace = TRUE, prob = c(0.45, 0.3, 0.2, 0.05)),
              levels = c("young", "middle", "old", "unknown"))
base <- round(c(north = 4, middle = 2.5, south = 7)[stratum] * sample(c(0.8, 1, 1.3), n, replace = TRUE), 2)
site_effect <- ave(rnorm(n), stratum, psu, FUN = function(x) x[1]) * 0.35
answer <- function(shift, missing) {
  x <- shift + site_effect + 0.25 * (age == "old") - 0.15 * (sex == "m") + rnorm(n)
  level <- cut(x, c(-Inf, -1.2, -0.3, 0.4, 1.3, Inf), labels = FALSE)
  ifelse(runif(n) < missing, NA, c(0, 25, 50, 75, 100)[level])
}
items <- data.frame(clean = answer(0.4, 0.02), safe = answer(0.1, 0.15), green = answer(-0.2, 0.4), window = answer(0.6, 0.7))
people <- data.frame(stratum, psu, sex, age, base, items)
units <- list(streets = c(clean = 0.6, green = 0.4), police = c(safe = 1), hall = c(window = 0.5, clean = 0.25, safe = 0.25))

plain <- svydesign(ids = ~psu, strata = ~stratum, weights = ~base, data = people, nest = TRUE)
total <- 10000
margins <- list(sex = c(m = 4900, f = 5100), age = c(young = 3200, middle = 4100, old = 2700, unknown = NA))
raked <- rake_by_calibration(plain, ~sex + age, population_totals(plain, margins, total))

# A margin that repeats the strata: its indicators overlap with what the design already implies.
people$district <- factor(stratum, levels = c("north", "middle", "south"))
plain3 <- svydesign(ids = ~psu, strata = ~stratum, weights = ~base, data = people, nest = TRUE)
margins3 <- c(margins, list(district = c(north = 3000, middle = 4200, south = 2800)))
raked3 <- rake_by_calibration(plain3, ~sex + age + district, population_totals(plain3, margins3, total))

# One site in the north only: its spread cannot be seen.
lonely <- people[people$stratum != "north" | people$psu == "site-1", ]
lonely_design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~base, data = lonely, nest = TRUE)
lonely_raked <- rake_by_calibration(lonely_design, ~sex, population_totals(lonely_design, margins["sex"], total))
options(survey.lonely.psu = "adjust")
lonely_results <- unit_results(lonely_raked, lonely[names(items)], units)
options(survey.lonely.psu = "fail")

trimmed <- trim_by_calibration(plain, raked, ~sex + age, population_totals(plain, margins, total), c(0.6, 1.6))

# One question in the domains of a column: an item for each.
by_sex <- item_means(raked, data.frame(m = ifelse(sex == "m", items$clean, NA), f = ifelse(sex == "f", items$clean, NA)))

case <- function(design, margins) {
  list(margins = lapply(margins, as.list), weights = unname(weights(design)),
       results = unit_results(design, people[names(items)], units))
}
write_reference(list(
  environment = environment_of_run(),
  population = total,
  people = people[c("stratum", "psu", "sex", "age", "base", names(items))],
  units = lapply(units, as.list),
  uncalibrated = case(plain, list()),
  raked = case(raked, margins),
  rakedWithDistrict = case(raked3, margins3),
  lonely = list(weights = unname(weights(lonely_raked)), results = lonely_results),
  trimmed = c(list(lower = 0.6, upper = 1.6, respondents = trimmed$respondents), case(trimmed$design, margins)),
  cleanBySex = list(levels = c("m", "f"), means = unname(coef(by_sex)), covariance = unname(vcov(by_sex)))
), "small-designs.json")
