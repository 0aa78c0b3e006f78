# A finished survey brought in from outside: 1,033 answers, 62 five-level ratings, 14 units (see the data folder's codebook).
#   MINSHENG_REAL_DATA=<folder> Rscript brought-in-resident-survey.R          (from this folder)
# Stores results and weights by cell only; the answers stay in the data folder.
source("survey-results.R")
folder <- file.path(Sys.getenv("MINSHENG_REAL_DATA"), "kcmo")
stopifnot(Sys.getenv("MINSHENG_REAL_DATA") != "")
files <- c(answers = "responses-2021-09.csv", codebook = "codebook.json", margins = "margins.json")
sha256 <- sapply(file.path(folder, files), function(f) sub(" .*", "", system2("sha256sum", f, stdout = TRUE)))
answers <- read.csv(file.path(folder, files["answers"]), colClasses = "character")
codebook <- fromJSON(file.path(folder, files["codebook"]), simplifyVector = FALSE)
published <- fromJSON(file.path(folder, files["margins"]), simplifyVector = FALSE)

score <- c("5" = 100, "4" = 75, "3" = 50, "2" = 25, "1" = 0)   # 9 and empty: no answer
codes <- unique(unlist(lapply(codebook$units, function(u) unlist(u$indicators))))
items <- as.data.frame(lapply(answers[codes], function(x) unname(score[x])))
units <- setNames(lapply(codebook$units, function(u) {
  q <- unlist(u$indicators)
  setNames(rep(1 / length(q), length(q)), q)
}), sapply(codebook$units, `[[`, "id"))

own_level <- function(x, known) factor(ifelse(x %in% known, x, "missing"), levels = c(known, "missing"))
people <- data.frame(id = seq_len(nrow(answers)), one = 1,
                     district = factor(answers$district, levels = as.character(1:6)),
                     gender = own_level(answers$gender, c("1", "2")), age = own_level(answers$age, as.character(1:6)))
stopifnot(!anyNA(people$district))
plain <- svydesign(ids = ~id, weights = ~one, data = people)

run <- function(margins, bounds = NULL) {
  formula <- ~district + gender + age
  population <- population_totals(plain, margins, published$population)
  raked <- rake_by_calibration(plain, formula, population)
  respondents <- 0
  if (!is.null(bounds)) {
    trimmed <- trim_by_calibration(plain, raked, formula, population, bounds)
    raked <- trimmed$design
    respondents <- trimmed$respondents
  }
  cell <- with(people, paste(district, gender, age, sep = "|"))
  w <- weights(raked)
  stopifnot(max(tapply(w, cell, function(x) diff(range(x)) / mean(x))) < 1e-12)
  results <- unit_results(raked, items, units)
  results$itemCovariance <- NULL  # 59 × 59; the units' covariance is made of it
  list(population = published$population, margins = lapply(margins, as.list), trimmedRespondents = respondents,
       weightByCell = as.list(tapply(w, cell, `[`, 1)), results = results)
}
as_published <- lapply(published$margins, unlist)
as_published$gender <- c(as_published$gender, missing = NA)
as_published$age <- c(as_published$age, missing = NA)
# Invented, to have a second set of targets far from the first: every age group alike, men and women alike, districts falling.
invented <- list(district = c("1" = 0.20, "2" = 0.18, "3" = 0.17, "4" = 0.16, "5" = 0.15, "6" = 0.14),
                 gender = c("1" = 0.5, "2" = 0.5, missing = NA),
                 age = c("1" = 1, "2" = 1, "3" = 1, "4" = 1, "5" = 1, "6" = 1, missing = NA) / 6)
write_reference(list(environment = environment_of_run(), inputs = as.list(setNames(sha256, names(files))),
                     scores = as.list(score), asPublished = run(as_published),
                     asPublishedTrimmed = run(as_published, c(0.2, 5)), invented = run(invented)),
                "brought-in-resident-survey.json")
