"""
nbgrader's settings for this course; read by every ``nbgrader`` command that runs in this folder.

Sources are ``exercises/<name>/<name>.ipynb``. Everything that nbgrader makes or that learners hand in lies
in ``course/``, which git ignores: it holds personal data.
"""

from pathlib import Path

c = get_config()  # nbgrader puts this function here

ROOT = Path(__file__).absolute().parent
COURSE = ROOT / "course"
COURSE.mkdir(exist_ok=True)  # SQLite makes the gradebook's file, but not its folder

c.CourseDirectory.course_id = "cs-training"
c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.source_directory = "exercises"
# Forward slashes on Windows too: nbgrader puts these names into regular expressions as they are.
c.CourseDirectory.release_directory = "course/release"
c.CourseDirectory.submitted_directory = "course/submitted"
c.CourseDirectory.autograded_directory = "course/autograded"
c.CourseDirectory.feedback_directory = "course/feedback"
c.CourseDirectory.solution_directory = "course/solution"
c.CourseDirectory.source_with_tests_directory = "course/source_with_tests"
c.CourseDirectory.db_url = f"sqlite:///{(COURSE / 'gradebook.db').as_posix()}"

# Release: what stands where the solution was, and no teacher notes. A name instead of the class, so that
# the other commands do not import our package.
c.ClearSolutions.code_stub = {
    "python": '# 在这里写你的代码\nraise NotImplementedError("这一题还没写：把这一整行换成你的代码")',
}
c.ClearSolutions.text_stub = "在这里写（双击这一格，把这句话换成你的）"
c.GenerateAssignment.preprocessors.append("cs_training.grading.release.StripTeacherNotes")

# Autograde: a loop without end costs its cell 20 seconds, then the rest of the notebook is still graded.
c.Execute.timeout = 20
# A learner who deleted a check gets it back, instead of no score at all.
c.OverwriteCells.add_missing_cells = True
c.OverwriteCells.missing_cell_notification = "这个检查格（{cell_id}）交上来时不见了，批改时补了回来。\n\n"
# Python's warnings go to stderr, and nbgrader takes all stderr in a check for a failure.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"Warning: "
c.LimitOutput.max_lines = 200

# Feedback: nbgrader would print the hidden checks, as source and again in tracebacks. Learners get the
# sentence of the failed check instead. `Minimal` also shortens errors in learners' own cells to one line.
c.GenerateFeedback.preprocessors.insert(0, "nbgrader.preprocessors.ClearHiddenTests")
c.Execute.extra_arguments = ["--InteractiveShell.xmode=Minimal"]
