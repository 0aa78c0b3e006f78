# Small invented samples of several stages, and what R survey makes of them: every kind of estimate, variance and calibration.
# Stored whole in estimators.json.
#   Rscript estimators.R          (from this folder)
source("survey-results.R")
set.seed(20260712, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

sites <- data.frame(stratum = rep(c("a", "b", "c", "d"), c(3, 4, 5, 2)))
sites$psu <- paste0(sites$stratum, ave(seq_len(nrow(sites)), sites$stratum, FUN = seq_along))
sites$N1 <- c(a = 9, b = 40, c = 12, d = 20)[sites$stratum]
sites$effect <- rnorm(nrow(sites)) * 4
streets <- do.call(rbind, lapply(seq_len(nrow(sites)), function(i) {
  k <- sample(2:4, 1)
  cbind(sites[rep(i, k), ], ssu = paste0("h", 1:k), N2 = k + sample(2:6, 1))
}))
people <- streets[rep(seq_len(nrow(streets)), sample(3:8, nrow(streets), replace = TRUE)), ]
n <- nrow(people)
rownames(people) <- NULL
people$sex <- sample(c("m", "f"), n, replace = TRUE, prob = c(0.45, 0.55))
people$age <- sample(c("young", "middle", "old"), n, replace = TRUE, prob = c(0.5, 0.3, 0.2))
people$income <- round(exp(rnorm(n, 3, 0.5)), 1)
people$base <- round(people$N1 / 3 * runif(n, 0.7, 1.6), 2)
people$y <- round(50 + people$effect + 6 * (people$sex == "f") + 0.2 * people$income + 8 * rnorm(n), 1)
people$x <- round(5 + runif(n) * 10 + 0.05 * people$y, 1)
people$yes <- 1 * (runif(n) < 0.3 + 0.02 * people$effect)
people$rare <- 1 * (seq_len(n) %in% c(17, 90))
people$never <- 0
people$level <- sample(c(0, 25, 50, 75, 100), n, replace = TRUE, prob = c(1, 2, 4, 3, 1))
people$constant <- 70
people$y[sample(n, 11)] <- NA
people$yes[sample(n, 7)] <- NA
people$effect <- NULL

# The statistics of every case; code -> what R computes. Rows with a missing value are outside, as in the package.
statistics <- c("totalY", "meanY", "meanOld", "ratio", "ratioWomen", "yes", "rare", "never", "constant", "level")
estimates_of <- function(design) {
  v <- design$variables
  has <- !is.na(v$y)
  v$hy <- 1 * has
  v$yy <- ifelse(has, v$y, 0)
  v$oldY <- ifelse(has & v$age == "old", v$y, 0)
  v$old <- 1 * (has & v$age == "old")
  v$hx <- ifelse(has, v$x, 0)
  v$wy <- ifelse(has & v$sex == "f", v$y, 0)
  v$wx <- ifelse(has & v$sex == "f", v$x, 0)
  v$answered <- 1 * !is.na(v$yes)
  v$yess <- ifelse(is.na(v$yes), 0, v$yes)
  v$one <- 1
  v$seventy <- 70
  design$variables <- v
  totals <- svytotal(~yy + hy + oldY + old + hx + wy + wx + answered + yess + rare + never + seventy + level + one, design)
  result <- svycontrast(totals, list(
    totalY = quote(yy), meanY = quote(yy / hy), meanOld = quote(oldY / old), ratio = quote(yy / hx), ratioWomen = quote(wy / wx),
    yes = quote(yess / answered), rare = quote(rare / one), never = quote(never / one), constant = quote(seventy / one),
    level = quote(level / one)))
  list(values = as.list(coef(result)), covariance = unname(vcov(result)))
}
detail <- function(design) {
  # Rows outside a subset of a calibrated design stay with weight 0, so they need a number.
  has <- !is.na(design$variables$y)
  design$variables$has <- has
  design$variables$y0 <- ifelse(has, design$variables$y, 0)
  old <- subset(design, age == "old" & has)
  all <- subset(design, has)
  list(estimates = estimates_of(design), weights = unname(weights(design)),
       degf = degf(all), degfOld = degf(old), deffMean = deff(svymean(~y0, all, deff = "replace"))[[1]],
       deffOld = deff(svymean(~y0, old, deff = "replace"))[[1]])
}
replicate_estimates <- function(design) {
  f <- function(w, v) {
    hy <- !is.na(v$y); ha <- !is.na(v$yes); old <- hy & v$age == "old"; f <- hy & v$sex == "f"
    mean_of <- function(y, i) sum(w[i] * y[i]) / sum(w[i])
    c(sum(w[hy] * v$y[hy]), mean_of(v$y, hy), mean_of(v$y, old), sum((w * v$y)[hy]) / sum((w * v$x)[hy]),
      sum((w * v$y)[f]) / sum((w * v$x)[f]), mean_of(v$yes, ha), sum(w * v$rare) / sum(w), 0, 70, sum(w * v$level) / sum(w))
  }
  result <- withReplicates(design, f)
  list(values = setNames(as.list(as.vector(coef(result))), statistics), covariance = unname(matrix(vcov(result), 10)), degf = degf(design),
       scale = design$scale, rscales = design$rscales)
}

one <- svydesign(ids = ~psu, strata = ~stratum, weights = ~base, data = people, nest = TRUE)
one_fpc <- svydesign(ids = ~psu, strata = ~stratum, weights = ~base, fpc = ~N1, data = people, nest = TRUE)
two <- svydesign(ids = ~psu + ssu, strata = ~stratum, weights = ~base, fpc = ~N1 + N2, data = people, nest = TRUE)
people$N3 <- 30
people$person <- sprintf("p%03d", seq_len(n))
three <- svydesign(ids = ~psu + ssu + person, strata = ~stratum, weights = ~base, fpc = ~N1 + N2 + N3, data = people, nest = TRUE)
people$half <- ifelse(people$ssu %in% c("h1", "h3"), "left", "right")
people$N2half <- 5
options(survey.lonely.psu = "adjust")
two_strata <- svydesign(ids = ~psu + ssu, strata = ~stratum + half, weights = ~base, fpc = ~N1 + N2half, data = people, nest = TRUE)
two_strata_detail <- detail(two_strata)
two_strata_remove <- { options(survey.lonely.psu = "remove"); detail(two_strata) }
options(survey.lonely.psu = "fail")

# Lonely units: stratum d is left with one site.
lonely <- people[people$psu != "d2", ]
lonely_design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~base, data = lonely, nest = TRUE)
lonely_two <- svydesign(ids = ~psu + ssu, strata = ~stratum, weights = ~base, fpc = ~N1 + N2, data = lonely, nest = TRUE)
policies <- c("certainty", "remove", "average", "adjust")
lonely_results <- lapply(setNames(policies, policies), function(policy) {
  options(survey.lonely.psu = policy)
  on.exit(options(survey.lonely.psu = "fail"))
  list(one = estimates_of(lonely_design), two = estimates_of(lonely_two),
       jackknife = replicate_estimates(as.svrepdesign(lonely_design, type = "JKn")))
})

# Calibrations: base weights bring 1.2 times the people; women, the old and high incomes are short.
totals <- c(sexf = 0.6, ageold = 0.27, ageyoung = 0.45) * 2000
mean_income <- sum(people$base * people$income) / sum(people$base)
population <- c("(Intercept)" = 2000, totals, income = 2000 * mean_income * 1.04)
people$sexF <- factor(people$sex, levels = c("m", "f"))
people$ageF <- factor(people$age, levels = c("middle", "old", "young"))
one <- svydesign(ids = ~psu, strata = ~stratum, weights = ~base, data = people, nest = TRUE)
names(population) <- c("(Intercept)", "sexFf", "ageFold", "ageFyoung", "income")
formula <- ~sexF + ageF + income
scale <- 2000 / sum(people$base)
cal <- function(calfun, bounds = c(-Inf, Inf)) {
  detail(calibrate(one, formula, population, calfun = calfun, bounds = bounds, epsilon = 1e-14, maxit = 500))
}
bounds <- c(0.6, 1.7) * scale
calibrations <- list(
  linear = cal("linear"), linearBounded = cal("linear", bounds), raking = cal("raking"), rakingBounded = cal("raking", bounds))
# logit needs bounds around 1: base weights are brought to the population's total first.
people$scaled <- people$base * scale
scaled <- svydesign(ids = ~psu, strata = ~stratum, weights = ~scaled, data = people, nest = TRUE)
calibrations$logit <- detail(calibrate(scaled, formula, population, calfun = "logit", bounds = c(0.6, 1.7), epsilon = 1e-14, maxit = 500))
two_f <- svydesign(ids = ~psu + ssu, strata = ~stratum, weights = ~base, fpc = ~N1 + N2, data = people, nest = TRUE)
calibrations$linearTwoStages <- detail(calibrate(two_f, formula, population, calfun = "linear"))

cells <- as.data.frame(xtabs(~sex + age, people))
cells$Freq <- c(210, 300, 190, 350, 440, 510)
poststratified <- detail(postStratify(one, ~sex + age, cells))
sex_margin <- data.frame(sex = c("f", "m"), Freq = c(1200, 800))
age_margin <- data.frame(age = c("middle", "old", "young"), Freq = c(560, 540, 900))
raked <- detail(rake(one, list(~sex, ~age), list(sex_margin, age_margin), control = list(maxit = 500, epsilon = 1e-15)))
one_f <- one
raked_calibrate <- detail(calibrate(one_f, ~sexF + ageF, c("(Intercept)" = 2000, sexFf = 1200, ageFold = 540, ageFyoung = 900),
                                    calfun = "raking", epsilon = 1e-14, maxit = 500))

# Intervals of shares.
intervals <- lapply(c(yes = "yes", rare = "rare"), function(v) {
  part <- subset(one, !is.na(get(v)))
  f <- as.formula(paste0("~", v))
  lapply(c(beta = "beta", logit = "xlogit", wald = "mean"), function(method) {
    as.vector(confint(svyciprop(f, part, method = method, df = degf(part))))
  })
})

# Quantiles.
quantiles <- lapply(c(y = "y", level = "level"), function(v) {
  part <- subset(one, !is.na(get(v)))
  q <- svyquantile(as.formula(paste0("~", v)), part, c(0.1, 0.25, 0.5, 0.9), interval.type = "mean", qrule = "math")
  unname(apply(q[[1]], 1, as.list))
})

# Replicates.
jkn <- as.svrepdesign(one, type = "JKn")
jkn_fpc <- as.svrepdesign(one_fpc, type = "JKn")
whole <- svydesign(ids = ~psu, weights = ~base, data = people)
jk1 <- as.svrepdesign(whole, type = "JK1")
boot <- as.svrepdesign(one, type = "subbootstrap", replicates = 24)
pairs <- people[people$psu %in% c("a1", "a2", "b1", "b2", "c2", "c4", "d1", "d2"), ]
pairs_design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~base, data = pairs, nest = TRUE)
sylvester <- matrix(1, 1, 1)
while (nrow(sylvester) < 5) sylvester <- rbind(cbind(sylvester, sylvester), cbind(sylvester, -sylvester))
brr <- as.svrepdesign(pairs_design, type = "BRR", hadamard.matrix = sylvester)
fay <- as.svrepdesign(pairs_design, type = "Fay", fay.rho = 0.3, hadamard.matrix = sylvester)
jkn_raked <- calibrate(jkn, ~sexF + ageF, c("(Intercept)" = 2000, sexFf = 1200, ageFold = 540, ageFyoung = 900),
                       calfun = "raking", epsilon = 1e-14, maxit = 500)

# Two waves of one survey at mostly the same sites, each calibrated by itself.
wave_of <- function(wave, keep) {
  d <- people[keep, c("stratum", "psu", "sexF", "ageF", "sex", "age", "base", "y")]
  d$wave <- wave
  d$y <- d$y + (wave == "second") * (2 + rnorm(nrow(d)) * 5)
  d
}
waves <- rbind(wave_of("first", people$psu != "b4"), wave_of("second", people$psu != "c1" & runif(n) < 0.8))
waves$y[is.na(waves$y)] <- 55
waves$cell <- interaction(waves$wave, waves$sexF)
stacked <- svydesign(ids = ~psu, strata = ~stratum, weights = ~base, data = waves, nest = TRUE)
stacked_calibrated <- calibrate(stacked, ~0 + cell, setNames(c(800, 900, 1200, 1300), paste0("cell", levels(waves$cell))), calfun = "raking",
                                epsilon = 1e-14, maxit = 500)
change_of <- function(design) {
  design$variables$i1 <- 1 * (design$variables$wave == "first")
  design$variables$i2 <- 1 - design$variables$i1
  design$variables$y1 <- design$variables$y * design$variables$i1
  design$variables$y2 <- design$variables$y * design$variables$i2
  design$variables$o1 <- design$variables$i1 * (design$variables$age == "old")
  design$variables$o2 <- design$variables$i2 * (design$variables$age == "old")
  design$variables$z1 <- design$variables$y * design$variables$o1
  design$variables$z2 <- design$variables$y * design$variables$o2
  r <- svycontrast(svytotal(~y1 + i1 + y2 + i2 + z1 + o1 + z2 + o2, design),
                   list(all = quote(y2 / i2 - y1 / i1), old = quote(z2 / o2 - z1 / o1)))
  list(values = unname(coef(r)), covariance = unname(vcov(r)), degf = degf(design))
}

# Trimming as R does it.
upper <- 1.5 * mean(people$base)
lower <- 0.6 * mean(people$base)
trimmed <- list(upper = upper, lower = lower, once = unname(weights(trimWeights(one, upper = upper, lower = lower))),
                strict = unname(weights(trimWeights(one, upper = upper, lower = lower, strict = TRUE))))
# R 4.1-1 trims its argument again in strict mode; the rule as documented is written out here.
strictly <- function(w) repeat {
  outside <- w < lower | w > upper
  if (!any(outside)) return(w)
  free <- w > lower & w < upper
  new <- pmax(lower, pmin(upper, w))
  new[free] <- new[free] + sum(w - new) / sum(free)
  w <- new
}
trimmed$strict <- strictly(people$base)

result <- list(
  environment = environment_of_run(),
  people = people[c("stratum", "psu", "ssu", "person", "half", "N1", "N2", "N3", "N2half", "sex", "age", "income", "base", "scaled", "y", "x", "yes", "rare", "never",
                    "constant", "level")],
  statistics = statistics,
  designs = list(one = detail(one), oneFpc = detail(one_fpc), two = detail(two), three = detail(three), twoStrata = two_strata_detail,
                 twoStrataRemove = two_strata_remove),
  lonely = lonely_results,
  population = list(total = 2000, sex = list(f = 1200, m = 800), age = list(middle = 560, old = 540, young = 900),
                    income = population[["income"]], bounds = bounds, cells = cells),
  calibrations = calibrations, poststratified = poststratified, raked = raked, rakedByCalibration = raked_calibrate,
  intervals = intervals, quantiles = quantiles,
  replicates = list(
    jkn = replicate_estimates(jkn), jknFpc = replicate_estimates(jkn_fpc), jk1 = replicate_estimates(jk1), jknRaked = replicate_estimates(jkn_raked),
    brr = replicate_estimates(brr), fay = replicate_estimates(fay),
    bootstrap = c(replicate_estimates(boot), list(factors = unname(as.matrix(boot$repweights))))),
  change = list(waves = waves[c("wave", "stratum", "psu", "sex", "age", "base", "y")],
                plain = change_of(stacked), calibrated = change_of(stacked_calibrated)),
  trimmed = trimmed
)
writeLines(toJSON(result, auto_unbox = TRUE, digits = I(15), null = "null", na = "null"), "estimators.json")
