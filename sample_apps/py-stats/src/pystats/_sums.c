/* Mean and deviation in one pass over the numbers, after Welford (1962). */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>

static PyObject *mean_and_deviation(PyObject *module, PyObject *argument)
{
    (void)module;
    PyObject *numbers = PySequence_Fast(argument, "wanted a sequence of numbers");
    if (numbers == NULL)
        return NULL;
    Py_ssize_t count = PySequence_Fast_GET_SIZE(numbers);
    double mean = 0.0, squares = 0.0;
    for (Py_ssize_t i = 0; i < count; i++) {
        double number = PyFloat_AsDouble(PySequence_Fast_GET_ITEM(numbers, i));
        if (number == -1.0 && PyErr_Occurred()) {
            Py_DECREF(numbers);
            return NULL;
        }
        double from_old = number - mean;
        mean += from_old / (double)(i + 1);
        squares += from_old * (number - mean);
    }
    Py_DECREF(numbers);
    if (count == 0) {
        PyErr_SetString(PyExc_ValueError, "no numbers have no mean");
        return NULL;
    }
    return Py_BuildValue("(dd)", mean, sqrt(squares / (double)count));
}

static PyMethodDef methods[] = {
    {"mean_and_deviation", mean_and_deviation, METH_O,
     "The mean and the standard deviation of a sequence of numbers."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_sums",
    .m_size = 0,
    .m_methods = methods,
};

PyMODINIT_FUNC PyInit__sums(void)
{
    return PyModuleDef_Init(&definition);
}
